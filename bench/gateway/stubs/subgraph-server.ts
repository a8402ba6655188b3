import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { SDL, type SubgraphName } from '../data/sdl';
import { compileQuery, type CompiledQuery, type Variables } from './compile-query';
import type { Counters } from './counters';
import { SUBGRAPH_DATA } from './entities';

interface GraphqlRequest {
  query: string;
  variables?: Variables | null;
}

/** Longer than any run, so that no connection of a gateway is closed under it. */
const KEEP_ALIVE_MS = 15 * 60_000;

/** A server for one subgraph, which counts what it is asked. It does not listen yet. */
export function createSubgraphServer(name: SubgraphName, counters: Counters): Server {
  const answer = createAnswer(name, counters);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    readBody(request, (body) => {
      counters.requests += 1;
      counters.bytes += body.length;
      reply(response, answer(body));
    });
  });
  server.requestTimeout = 0;
  return server;
}

function createAnswer(name: SubgraphName, counters: Counters): (body: Buffer) => string {
  const schema = buildSubgraphSchema({ typeDefs: parse(SDL[name]) });
  const data = SUBGRAPH_DATA[name]();
  const compiled = new Map<string, CompiledQuery>();
  const compiledFor = (text: string) => {
    const known = compiled.get(text) ?? compileQuery(schema, data, text);
    compiled.set(text, known);
    return known;
  };
  return (body) => {
    try {
      const { query, variables } = JSON.parse(body.toString()) as GraphqlRequest;
      return compiledFor(query)(variables ?? {}, (count) => (counters.representations += count));
    } catch (error) {
      return JSON.stringify({ errors: [{ message: `${name}: ${(error as Error).message}` }] });
    }
  };
}

function readBody(request: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
}

function reply(response: ServerResponse, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}
