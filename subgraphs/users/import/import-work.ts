import { randomUUID } from 'node:crypto';
import { withTenant } from '../../../kernel/database/tenant-scope';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { repeatWork } from '../../../kernel/repeat-work';
import type { Running } from '../../../kernel/service';
import { releaseJob } from './lease-job';
import { runStep, takeUpJob, type JobRun } from './run-job';

const LOOK_EVERY_MS = 200;
/** Each keeps the rows of a roster in memory. */
const JOBS_AT_ONCE = 8;

/** The jobs in hand, by tenant. */
type Runs = Map<string, JobRun>;

/**
 * Does the imports that wait: some rows of one tenant's, then some of the next one's, so that a large roster holds nobody
 * up. With several instances, each job is one's.
 */
export function startImportWork(services: SubgraphServices): Running {
  const worker = randomUUID();
  let isStopping = false;
  const work = async () => {
    const runs: Runs = new Map();
    do {
      await takeUpJobs(services, worker, runs);
      for (const [tenantId, run] of [...runs]) await goOn(services, runs, tenantId, run);
    } while (runs.size > 0 && !isStopping);
    for (const [tenantId, { job }] of runs) {
      await withTenant(tenantId, () => releaseJob(services.db.manager, job.id, worker));
    }
  };
  const repeated = repeatWork({ purpose: 'import rosters', everyMs: LOOK_EVERY_MS, work }, services.logger);
  return {
    stop: () => {
      isStopping = true;
      return repeated.stop();
    },
  };
}

async function takeUpJobs(services: SubgraphServices, worker: string, runs: Runs): Promise<void> {
  if (runs.size >= JOBS_AT_ONCE) return;
  const tenants = await services.db.query<{ tenant_id: string }[]>(
    'SELECT tenant_id FROM tenants_with_imports()',
  );
  const others = tenants.map((row) => row.tenant_id).filter((id) => !runs.has(id));
  for (const tenantId of others.slice(0, JOBS_AT_ONCE - runs.size)) {
    const run = await withTenant(tenantId, () => takeUpJob(services, worker));
    if (run) runs.set(tenantId, run);
  }
}

/** What goes wrong with one tenant's import is taken up again when its lease is over, and is no matter to the others. */
async function goOn(services: SubgraphServices, runs: Runs, tenantId: string, run: JobRun): Promise<void> {
  try {
    const step = await withTenant(tenantId, () => runStep(services, run));
    if (step === 'over') runs.delete(tenantId);
  } catch (error) {
    services.logger.error({ err: error, jobId: run.job.id }, 'an import stopped; it is taken up again');
    runs.delete(tenantId);
  }
}
