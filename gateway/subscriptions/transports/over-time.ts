import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 50;
/** So many at once are no burst. */
const AT_LEAST = 50;

/** Does something to each of them, spread evenly over a time in ms; few are done at once. */
export async function overTime<T>(items: readonly T[], ms: number, act: (item: T) => void): Promise<void> {
  const atATime = Math.max(AT_LEAST, Math.ceil((items.length * STEP_MS) / Math.max(ms, 1)));
  for (let done = 0; done < items.length; done += atATime) {
    if (done > 0) await sleep(STEP_MS);
    items.slice(done, done + atATime).forEach(act);
  }
}
