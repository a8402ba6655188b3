import { randomUUID } from 'node:crypto';
import { withTenant } from '../../../kernel/database/tenant-scope';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { repeatWork } from '../../../kernel/repeat-work';
import type { Running } from '../../../kernel/service';
import { runNextJob } from './run-job';

const LOOK_EVERY_MS = 500;

/** Does the imports that wait, of whatever tenant, one after the other; with several instances, each job is one's. */
export function startImportWork(services: SubgraphServices): Running {
  const worker = randomUUID();
  const work = async () => {
    const tenants = await services.db.query<{ tenant_id: string }[]>(
      'SELECT tenant_id FROM tenants_with_imports()',
    );
    for (const { tenant_id: tenantId } of tenants) {
      await withTenant(tenantId, () => runNextJob(services, worker));
    }
  };
  return repeatWork({ purpose: 'import rosters', everyMs: LOOK_EVERY_MS, work }, services.logger);
}
