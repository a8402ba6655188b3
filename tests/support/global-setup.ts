import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../platform/embedded-postgres';

/** The cluster's admin connection, for the workers; they inherit the environment. */
export const CLUSTER_URL = 'TEST_CLUSTER_URL';

declare global {
  // Setup and teardown share nothing but the global scope.
  var testCluster: EmbeddedPostgres | undefined;
}

/** Nothing here has to survive a power cut, nor does a database live long enough to need vacuuming. */
const SETTINGS = {
  ...{ fsync: false, synchronous_commit: false, full_page_writes: false, autovacuum: false },
  // The load on the cache has PostgreSQL itself count its statements.
  ...(process.env.CACHE_LOAD === 'full' && { shared_preload_libraries: 'pg_stat_statements' }),
};

/** Starts one PostgreSQL for the whole run. It is gone with the run, even with one that is interrupted or killed. */
export default async function startTestCluster(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'schoolgraph-test-'));
  // Run by root, the server has another user, who must be able to enter.
  await chmod(directory, 0o755);
  globalThis.testCluster = await startEmbeddedPostgres({
    directory,
    port: 0,
    settings: SETTINGS,
    temporary: true,
  });
  process.env[CLUSTER_URL] = globalThis.testCluster.urlOf('postgres');
}
