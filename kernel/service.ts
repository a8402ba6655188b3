import { StartError } from './start-error';

/** Anything that was started and can be stopped. */
export interface Running {
  /** Ends open work in an orderly way; resolves when nothing is left running. */
  stop(): Promise<void>;
}

/** Past this, a stop that hangs is cut off so that the process always ends. */
const STOP_DEADLINE_MS = 10_000;

/**
 * Runs a program until it is told to stop: starts it, drains it on SIGTERM or SIGINT, exits with 0 after an orderly
 * end and with 1 when it could not start. A second signal exits at once.
 */
export function runService(start: () => Promise<Running>): void {
  let running: Running | null = null;
  let stopping = false;

  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    await running?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());

  start().then(
    (started) => (running = started),
    (error: unknown) => {
      console.error(error instanceof StartError ? `\n${error.message}\n` : error);
      process.exit(1);
    },
  );
}
