import { CancelledError, DeadlineError, withDeadline } from './deadline';
import type { StopSignal } from '../../kernel/stop-signal';

const never = (signal: StopSignal) =>
  new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new Error('stopped'))),
  );

describe('work under a deadline', () => {
  it('returns what the work returns', async () => {
    expect(await withDeadline(1_000, new AbortController().signal, () => Promise.resolve(1))).toBe(1);
  });

  it('ends past the deadline', async () => {
    await expect(withDeadline(5, new AbortController().signal, never)).rejects.toThrow(DeadlineError);
  });

  it('ends when the caller leaves, also when the caller had left before', async () => {
    const caller = new AbortController();
    const work = withDeadline(1_000, caller.signal, never);
    caller.abort();
    await expect(work).rejects.toThrow(CancelledError);
    const late = withDeadline(1_000, caller.signal, (signal) =>
      Promise.reject(new Error(String(signal.reason))),
    );
    await expect(late).rejects.toThrow(CancelledError);
  });
});
