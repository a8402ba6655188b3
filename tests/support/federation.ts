import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { ResolverMap } from '../../kernel/graphql/subgraph';

/** A subgraph with nothing around it, for tests of the gateway. */
export interface StubSubgraph {
  name: string;
  url: string;
  typeDefs: DocumentNode;
  /** Every HTTP call it got, in order. */
  calls: { headers: IncomingMessage['headers']; body: string }[];
  /** Every operation that it was asked to follow over WebSocket, in order. */
  followed: string[];
  /** Headers of its replies, beside the content type. */
  replyHeaders: Record<string, string>;
  /** Payloads of every `connection_init` it got. */
  inits: (Record<string, unknown> | undefined)[];
  /** Answers in place of GraphQL from now on; null goes back to GraphQL. */
  answerWith(answer: ((request: IncomingMessage, response: ServerResponse) => void) | null): void;
  stop(): Promise<void>;
}

interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@requires", "@external", "@shareable", "@inaccessible", "@authenticated"])`;

/** Has a subgraph speak over sockets; what ends that. */
export type ServeSockets = (
  server: Server,
  schema: GraphQLSchema,
  record: Pick<StubSubgraph, 'followed' | 'inits'>,
) => () => void;

const byGraphqlWs: ServeSockets = (server, schema, { followed, inits }) => {
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  useServer(
    {
      schema,
      onConnect: ({ connectionParams }) => void inits.push(connectionParams),
      onSubscribe: (_context, _id, { query }) => void followed.push(query),
    },
    sockets,
  );
  return () => {
    sockets.clients.forEach((socket) => socket.terminate());
    sockets.close();
  };
};

/** Starts a subgraph on a free port, or on `port`. SDL that extends the schema links federation for itself. */
export async function startStubSubgraph(
  name: string,
  sdl: string,
  resolvers: ResolverMap,
  port = 0,
  serveSockets = byGraphqlWs,
): Promise<StubSubgraph> {
  const typeDefs = parse(/^\s*extend schema/.test(sdl) ? sdl : `${LINK} ${sdl}`);
  const schema = buildSubgraphSchema({ typeDefs, resolvers });
  const calls: StubSubgraph['calls'] = [];
  const inits: StubSubgraph['inits'] = [];
  const followed: StubSubgraph['followed'] = [];
  let special: ((request: IncomingMessage, response: ServerResponse) => void) | null = null;

  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      calls.push({ headers: request.headers, body });
      if (special) return special(request, response);
      const { query, variables, operationName } = JSON.parse(body) as GraphqlRequest;
      const result = await graphql({ schema, source: query, variableValues: variables, operationName });
      response.setHeaders(
        new Map(Object.entries({ 'content-type': 'application/json', ...stub.replyHeaders })),
      );
      response.end(JSON.stringify(result));
    });
  });
  const closeSockets = serveSockets(server, schema, { followed, inits });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  const stub: StubSubgraph = {
    name,
    typeDefs,
    calls,
    followed,
    inits,
    replyHeaders: {},
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    answerWith: (answer) => (special = answer),
    stop: async () => {
      closeSockets();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return stub;
}

/** The supergraph of some subgraphs. */
export function composeStubs(subgraphs: readonly Pick<StubSubgraph, 'name' | 'url' | 'typeDefs'>[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url, typeDefs }) => ({ name, url, typeDefs })),
  );
  if (!supergraphSdl) throw new Error(errors?.join('\n'));
  return supergraphSdl;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
