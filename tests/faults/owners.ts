import { Client } from 'pg';

import { SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import type { Topology } from './topology';

/** Owners' connections, by service. */
export type Owners = Record<ServiceName | 'recorder', Client>;

/** Connects to every database as its owner, past the proxies. */
export async function connectOwners({ postgres }: Topology): Promise<Owners> {
  const names: (ServiceName | 'recorder')[] = [...SERVICE_NAMES, 'recorder'];
  const entries = names.map(async (name) => {
    const client = new Client({ connectionString: postgres.urlOf(name) });
    client.on('error', () => undefined);
    await client.connect();
    return [name, client] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Owners;
}

export async function closeOwners(owners: Owners): Promise<void> {
  await Promise.all(Object.values(owners).map((owner) => owner.end().catch(() => undefined)));
}
