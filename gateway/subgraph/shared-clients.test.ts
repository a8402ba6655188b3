import { createClientPool } from './shared-clients';
import type { SubgraphClient } from './subgraph-client';

const here = { name: 'users', url: 'http://users/graphql' };

/** A pool that says what it opened and closed. */
function aPool() {
  const log: string[] = [];
  const lend = createClientPool(({ name, url }) => {
    log.push(`open ${name} ${url}`);
    const close = () => Promise.resolve(void log.push(`close ${name} ${url}`));
    return { close } as Partial<SubgraphClient> as SubgraphClient;
  });
  return { log, lend };
}

describe('clients that generations have in common', () => {
  it('are opened once and closed when the last one gives them back', async () => {
    const { log, lend } = aPool();
    const [first, second] = [lend(here), lend({ ...here })];
    await first.close();
    await first.close();
    expect(log).toEqual(['open users http://users/graphql']);
    await second.close();
    expect(log).toEqual(['open users http://users/graphql', 'close users http://users/graphql']);
  });

  it('are opened anew after that, and apart where the address is another', async () => {
    const { log, lend } = aPool();
    await lend(here).close();
    lend(here);
    lend({ ...here, url: 'http://elsewhere/graphql' });
    expect(log.filter((line) => line.startsWith('open'))).toHaveLength(3);
  });
});
