import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { RunningGateway } from '../../gateway/start-gateway';
import { expectNoInternals, type Reply } from './shop';
import { CANARY } from './shop-subgraphs';

/** Asks two subgraphs of the shop, the second of which is the one that fails. */
export const QUERY = '{ me { name } reviewCount }';

/** What drivers, load balancers and frameworks say when something breaks. */
export const INSIDE = `${CANARY} connect ECONNREFUSED 10.0.0.1:5432 password=hunter2 at Object.<anonymous> (/srv/app.js:1:1)`;

/** One operation over a socket. */
export async function askSocket(query: string, { wsUrl }: RunningGateway): Promise<Reply> {
  const client = createClient({ url: wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
  const { value } = await client.iterate({ query }).next();
  await client.dispose();
  return { status: 200, text: JSON.stringify(value), ...(value as Omit<Reply, 'status' | 'text'>) };
}

/** The answer to {@link QUERY} lacks what the subgraph failed at, says so with a code, and says nothing else. */
export function expectSafe(reply: Reply, code: string): void {
  expect(reply.data).toEqual({ me: { name: 'Ada' }, reviewCount: null });
  expect(reply.errors).toMatchObject([{ path: ['reviewCount'], extensions: { code } }]);
  expectNoInternals(reply);
  for (const word of ['hunter2', '10.0.0.1', '/srv', 'internal/']) expect(reply.text).not.toContain(word);
}
