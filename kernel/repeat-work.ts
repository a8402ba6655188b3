import type { Running } from './service';
import type { Logger } from './telemetry/logger';

/** Something that is done again and again without anybody asking. */
export interface RepeatedWork {
  /** What it is for, as the log says it: `send mails`. */
  purpose: string;
  everyMs: number;
  work: () => Promise<void>;
}

/**
 * Does work at once and then after each pause, never twice at a time. What fails is done again; the first failure of a
 * row is an error in the log, so that one that lasts does not fill it.
 */
export function repeatWork({ purpose, everyMs, work }: RepeatedWork, logger: Logger): Running {
  let isFailing = false;
  let hasStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const run = async (): Promise<void> => {
    try {
      await work();
      if (isFailing) logger.info(`it is possible again to ${purpose}`);
      isFailing = false;
    } catch (error) {
      if (isFailing) logger.debug({ err: error }, `it is still not possible to ${purpose}`);
      else logger.error({ err: error }, `it was not possible to ${purpose}; it is tried again`);
      isFailing = true;
    }
  };
  const runAndPlan = (): Promise<void> =>
    run().then(() => {
      if (!hasStopped) timer = setTimeout(() => void (running = runAndPlan()), everyMs);
    });
  let running = runAndPlan();

  return {
    stop: async () => {
      hasStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
