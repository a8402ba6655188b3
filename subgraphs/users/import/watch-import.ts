import type { AnyEvent } from '../../../kernel/events/bus';
import { notFound } from '../../../kernel/errors';
import { requireInsider } from '../../../kernel/auth/viewer';
import { createUsersLoaders, type UsersContext } from '../context';
import type { ImportJob } from './import-job.entity';

type Context = Pick<UsersContext, 'db' | 'clock' | 'bus' | 'viewer' | 'loaders'>;

/**
 * How far an import is: its state now, then each change, to its end.
 * @throws Fault UNAUTHENTICATED; NOT_FOUND for an import that the caller may not see
 */
export async function watchImport(
  context: Context,
  jobId: string,
): Promise<AsyncIterableIterator<{ importProgress: ImportJob }>> {
  requireInsider(context.viewer);
  // Heard from before the first look: nothing happens unheard in between.
  const events = context.bus.subscribe(['import.progressed']);
  if (await context.loaders.importJobById.load(jobId)) return follow(context, jobId, events);
  await events.return?.();
  throw notFound('ImportJob', jobId);
}

async function* follow(
  context: Context,
  jobId: string,
  events: ReturnType<Context['bus']['subscribe']>,
): AsyncGenerator<{ importProgress: ImportJob }> {
  try {
    for (;;) {
      const job = await createUsersLoaders(context, context.viewer).importJobById.load(jobId);
      if (!job) return;
      yield { importProgress: job };
      if (job.finishedAt) return;
      if (!(await nextChange(events, jobId))) return;
    }
  } finally {
    await events.return?.();
  }
}

async function nextChange(events: AsyncIterator<AnyEvent, unknown>, jobId: string): Promise<boolean> {
  for (;;) {
    const next = await events.next();
    if (next.done) return false;
    if (next.value.aggregateId === jobId) return true;
  }
}
