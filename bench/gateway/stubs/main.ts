import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SUBGRAPHS, type SubgraphName } from '../data/sdl';
import { noCounters, type Counters } from './counters';
import { createSubgraphServer } from './subgraph-server';

/** What the process tells the one that started it once it serves. */
export interface StubsReady {
  urls: Record<SubgraphName, string>;
  /** `GET` reads every subgraph's counters, `DELETE` resets them. */
  countersUrl: string;
}

function createCountersServer(counters: ReadonlyMap<SubgraphName, Counters>): Server {
  return createServer((request, response) => {
    if (request.method === 'DELETE') for (const each of counters.values()) Object.assign(each, noCounters());
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(Object.fromEntries(counters)));
  });
}

async function listen(server: Server, path: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}

async function serve(): Promise<void> {
  const counters = new Map(SUBGRAPHS.map((name) => [name, noCounters()]));
  const urls: Partial<StubsReady['urls']> = {};
  for (const [name, counted] of counters)
    urls[name] = await listen(createSubgraphServer(name, counted), '/graphql');
  const countersUrl = await listen(createCountersServer(counters), '/');
  process.send?.({ urls, countersUrl });
}

// Whoever started it is gone: nobody would ever stop it.
process.on('disconnect', () => process.exit(0));
void serve();
