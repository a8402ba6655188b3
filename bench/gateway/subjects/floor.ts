import { createServer } from 'node:http';
import { Pool } from 'undici';
import type { SubgraphName } from '../data/sdl';
import { JOINS, type Ask, type Json } from './floor-joins';

/**
 * What Node itself costs: the same subgraph requests, their JSON parsed, put together by hand and written again. No
 * GraphQL: it knows the workloads. `floor.js <subgraph urls as JSON> <port>`
 */
function createAsk(urls: Record<SubgraphName, string>): Ask {
  const pools = new Map(
    Object.entries(urls).map(([name, url]) => [name, new Pool(new URL(url).origin, { connections: 128 })]),
  );
  const headers = { 'content-type': 'application/json' };
  return async (subgraph, query, variables) => {
    const body = JSON.stringify({ query, variables });
    const answer = await pools.get(subgraph)!.request({ method: 'POST', path: '/graphql', body, headers });
    const { data } = (await answer.body.json()) as { data: Json };
    return data;
  };
}

function serve(urls: Record<SubgraphName, string>, port: number): void {
  const ask = createAsk(urls);
  const answer = async (text: string) => {
    const { query, variables } = JSON.parse(text) as { query: string; variables?: { skip: number } };
    const known = JOINS.find(({ isIn }) => isIn(query));
    if (!known) return '{"data":{}}';
    return JSON.stringify({ data: await known.join(ask, variables?.skip ?? 0) });
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void answer(Buffer.concat(chunks).toString()).then((text) => {
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        });
        response.end(text);
      });
    });
  });
  server.listen(port, '127.0.0.1');
}

const [, , urls = '{}', port] = process.argv;
serve(JSON.parse(urls) as Record<SubgraphName, string>, Number(port));
