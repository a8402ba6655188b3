import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { SDL, SUBGRAPHS, type SubgraphName } from '../../bench/gateway/data/sdl';
import { noCounters, sumOf } from '../../bench/gateway/stubs/counters';
import { createSubgraphServer } from '../../bench/gateway/stubs/subgraph-server';
import { skipAt, WORKLOADS } from '../../bench/gateway/workloads';
import { SchoolgraphGateway } from '../../gateway/gateway';
import { createCache } from '../../kernel/cache/layered-cache';
import { createMemoryStore } from '../../kernel/cache/memory-store';
import { createLogger } from '../../kernel/telemetry/logger';
import { composeStubs } from '../support/federation';

const counters = SUBGRAPHS.map(noCounters);
const servers: Server[] = [];
const gateways: SchoolgraphGateway[] = [];
let supergraphSdl: string;

beforeAll(async () => {
  const urls: Partial<Record<SubgraphName, string>> = {};
  for (const [i, name] of SUBGRAPHS.entries()) {
    const server = createServer(createSubgraphServer(name, counters[i]!).listeners('request')[0] as never);
    server.prependListener('request', (_request, response) => {
      response.setHeader('cache-control', 'max-age=60, private');
      response.setHeader('cache-claims', 'tenant');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  }
  supergraphSdl = composeStubs(
    SUBGRAPHS.map((name) => ({ name, url: urls[name]!, typeDefs: parse(SDL[name]) })),
  );
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.stop();
  for (const server of servers) server.close().closeAllConnections();
});

async function open(isCached: boolean): Promise<SchoolgraphGateway> {
  const gateway = new SchoolgraphGateway({
    supergraphSdl,
    logger: createLogger('gateway', 'silent'),
    planProgram: null,
    ...(isCached && { cache: createCache({ store: createMemoryStore() }) }),
  });
  await gateway.load();
  gateways.push(gateway);
  return gateway;
}

/** Asks as many of each workload as of the others, as different people, and counts what subgraphs are asked. */
async function readMix(gateway: SchoolgraphGateway, rounds: number) {
  for (const each of counters) Object.assign(each, noCounters());
  const answers: string[] = [];
  for (let i = 0; i < rounds; i += 1) {
    for (const { name, query, isVaried } of WORKLOADS) {
      const context = {
        identity: { sub: `p${i}`, tenant: 't' },
        requestId: 'r',
        signal: new AbortController().signal,
      };
      const variables = isVaried ? { skip: skipAt(i) } : {};
      const { data, errors } = await gateway.answer(
        { document: parse(query), hash: name },
        context,
        variables,
      );
      expect(errors).toBeUndefined();
      answers.push(data!);
    }
  }
  return { answers, ...sumOf(counters) };
}

describe('the reads that gateways are measured with', () => {
  it('need at least 70 % fewer calls to subgraphs, and are answered alike', async () => {
    const without = await readMix(await open(false), 40);
    const cached = await readMix(await open(true), 40);
    expect(cached.answers).toEqual(without.answers);
    // Though one workload of the four never asks for the same page twice.
    expect(1 - cached.requests / without.requests).toBeGreaterThanOrEqual(0.7);
  });
});
