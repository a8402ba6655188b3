/** Stops the PostgreSQL of the run, and with it every test database. */
export default async function stopTestCluster(): Promise<void> {
  await globalThis.testCluster?.stop();
}
