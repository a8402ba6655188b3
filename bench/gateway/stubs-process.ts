import { join } from 'node:path';
import { launch, nextMessage, type Launched } from './launch';
import { sumOf, type Counters } from './stubs/counters';
import type { StubsReady } from './stubs/main';

/** The four subgraphs, in one process. */
export interface Stubs {
  urls: StubsReady['urls'];
  /** What all of them were asked since the last reset. */
  counters(): Promise<Counters>;
  reset(): Promise<void>;
  stop: Launched['stop'];
}

const READY_MS = 20_000;

/** Starts the subgraphs on a core. */
export async function startStubs(core: number): Promise<Stubs> {
  const launched = launch({ args: [join(__dirname, 'stubs', 'main.js')], core, ipc: true });
  const { urls, countersUrl } = (await nextMessage(launched, READY_MS)) as StubsReady;
  return {
    urls,
    counters: async () => {
      const counters = (await (await fetch(countersUrl)).json()) as Record<string, Counters>;
      return sumOf(Object.values(counters));
    },
    reset: async () => void (await (await fetch(countersUrl, { method: 'DELETE' })).text()),
    stop: launched.stop,
  };
}
