import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';

/** Apollo's gateway behind Apollo's server as their documentation puts them together. `apollo.js <supergraph> <port>` */
async function serve(supergraphPath: string, port: number): Promise<void> {
  const gateway = new ApolloGateway({ supergraphSdl: readFileSync(supergraphPath, 'utf8') });
  const server = new ApolloServer({
    gateway,
    plugins: [ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginInlineTraceDisabled()],
  });
  await startStandaloneServer(server, { listen: { host: '127.0.0.1', port } });
}

const [, , supergraphPath = '', port] = process.argv;
void serve(supergraphPath, Number(port));
