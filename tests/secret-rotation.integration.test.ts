import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'graphql';
import { startGateway } from '../gateway/start-gateway';
import { signIdentity } from '../kernel/auth/signed-identity';
import { readGatewayConfig } from '../kernel/config';
import { EVENT_MIGRATIONS } from '../kernel/events/events.migration';
import { OutboxEvent } from '../kernel/events/outbox.entity';
import type { Subgraph, SubgraphContext } from '../kernel/graphql/subgraph';
import { createLogger } from '../kernel/telemetry/logger';
import { startBalancer } from './support/balancer';
import { composeStubs } from './support/federation';
import { keepAsking } from './support/keep-asking';
import { openSubgraph } from './support/subgraph';

const OLD = 'the old secret of gateway and subgraphs';
const NEW = 'the new secret of gateway and subgraphs';

const toy: Subgraph<SubgraphContext> = {
  name: 'toy',
  typeDefs: parse('type Query { n: Int }'),
  database: { entities: [OutboxEvent], migrations: EVENT_MIGRATIONS },
  createContext: (base) => base,
  resolvers: { Query: { n: () => 1 } },
};

const QUERY = JSON.stringify({ query: '{ n }' });
const post = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: QUERY });

it('the secret of gateway and subgraphs changes under traffic, by restarts one after the other, and fails no request', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rotation-'));
  const balancer = await startBalancer();
  const url = `http://127.0.0.1:${balancer.port}/graphql`;
  const supergraphPath = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphPath, composeStubs([{ name: 'toy', url, typeDefs: toy.typeDefs }]));
  const openGateway = (secrets: string) =>
    startGateway({
      config: readGatewayConfig({
        SUPERGRAPH_PATH: supergraphPath,
        PORT: '0',
        GATEWAY_SECRET: secrets,
        SHARE_READS: 'false',
      }),
      logger: createLogger('gateway', 'silent'),
    });

  const first = await openSubgraph(toy, { gatewaySecret: OLD });
  balancer.direct(first.url);
  const before = await openGateway(OLD);
  let gateway = before;
  const traffic = keepAsking(async () => (await post(gateway.url)).text());
  await sleep(300);

  // The subgraph learns of the new secret.
  const second = await openSubgraph(toy, { gatewaySecret: `default:${OLD},2027:${NEW}` });
  balancer.direct(second.url);
  await first.stop();
  await sleep(300);

  // The gateway uses it.
  gateway = await openGateway(`2027:${NEW},default:${OLD}`);
  await sleep(300);
  await before.stop();

  // The subgraph forgets the old one.
  const third = await openSubgraph(toy, { gatewaySecret: `2027:${NEW}` });
  balancer.direct(third.url);
  await second.stop();
  await sleep(300);

  const outcomes = await traffic.stop();
  expect([...outcomes.keys()]).toEqual(['{"data":{"n":1}}\n']);
  expect([...outcomes.values()][0]).toBeGreaterThan(200);
  const call = { method: 'POST', path: '/graphql', body: QUERY };
  expect((await post(third.url, signIdentity(OLD, call, null, Date.now()))).status).toBe(401);

  await gateway.stop();
  await third.stop();
  await balancer.stop();
  rmSync(folder, { recursive: true });
});
