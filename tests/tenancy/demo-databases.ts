import type { DataSource } from 'typeorm';
import { SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import { createDataSource } from '../../kernel/database/data-source';
import { openDemoStack, type DemoStack } from '../support/demo-stack';
import { SCHEMAS } from '../support/stack';

export { LAKESIDE as FOREIGN, RASOHA as HOME } from '../support/demo-stack';

/** The demo's stack, and its databases as their owner sees them: all rows of both tenants. */
export interface DemoDatabases {
  stack: DemoStack;
  owners: Record<ServiceName, DataSource>;
  stop(): Promise<void>;
}

/** The demo with nothing in it that is public: that may be read by everybody, and would only be in the way. */
export async function openDemoDatabases(): Promise<DemoDatabases> {
  const stack = await openDemoStack();
  const owners = {} as Record<ServiceName, DataSource>;
  for (const name of SERVICE_NAMES) {
    const url = stack.databaseUrl(name);
    owners[name] = await createDataSource(SCHEMAS[name], { url, poolSize: 1 }).initialize();
  }
  for (const table of ['events', 'resources']) {
    await owners.resources.query(`UPDATE ${table} SET is_public = false`);
  }
  const stop = async () => {
    for (const owner of Object.values(owners)) await owner.destroy();
    await stack.stop();
  };
  return { stack, owners, stop };
}
