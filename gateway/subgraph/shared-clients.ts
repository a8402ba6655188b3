import type { SubgraphClient } from './subgraph-client';

/** Where a subgraph is. */
interface Address {
  name: string;
  url: string;
}

interface Lent {
  client: SubgraphClient;
  users: number;
}

/**
 * Lends clients, one for each name and address, to all who ask. Generations of a supergraph so have connections, circuits
 * and budgets in common: a swap opens no connection, and does not forget that a subgraph is down.
 * @param open makes a client that nobody has yet
 * @returns a client whose `close` gives it back; the last one to do so really closes it
 */
export function createClientPool(
  open: (address: Address) => SubgraphClient,
): (address: Address) => SubgraphClient {
  const lent = new Map<string, Lent>();

  return (address) => {
    const key = JSON.stringify([address.name, address.url]);
    const shared = lent.get(key) ?? { client: open(address), users: 0 };
    lent.set(key, shared);
    shared.users += 1;
    let isBack = false;
    const giveBack = async () => {
      if (isBack) return;
      isBack = true;
      shared.users -= 1;
      if (shared.users > 0) return;
      lent.delete(key);
      await shared.client.close();
    };
    return { ...shared.client, close: giveBack };
  };
}
