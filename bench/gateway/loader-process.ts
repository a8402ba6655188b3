import { join } from 'node:path';
import { launch, nextMessage, type Launched } from './launch';
import type { LoaderMessage, LoaderReply, Probe } from './loader/main';
import type { RoundOptions, RoundResult } from './loader/round';
import type { Workload } from './workloads';

/** The load generator, which runs beside the subgraphs on the core that the gateway is not on. */
export interface Loader {
  /** One request, whose answer comes back in full. */
  probe(url: string, workload: Workload, skip?: number): Promise<Probe>;
  round(options: RoundOptions): Promise<RoundResult>;
  stop: Launched['stop'];
}

const READY_MS = 20_000;
/** What a round may take beyond its seconds: the slowest subject's last answers. */
const GRACE_MS = 30_000;

/** Starts the loader on a core. */
export async function startLoader(core: number): Promise<Loader> {
  const launched = launch({ args: [join(__dirname, 'loader', 'main.js')], core, ipc: true });
  await nextMessage(launched, READY_MS);

  const ask = async <T extends Probe | RoundResult>(message: LoaderMessage, timeoutMs: number) => {
    launched.child.send(message);
    const reply = (await nextMessage(launched, timeoutMs)) as LoaderReply;
    if ('error' in reply) throw new Error(reply.error);
    return reply.ok as T;
  };
  return {
    probe: (url, workload, skip = 0) => ask<Probe>({ kind: 'probe', url, workload, skip }, GRACE_MS),
    round: (options) => ask<RoundResult>({ kind: 'round', ...options }, options.seconds * 1_000 + GRACE_MS),
    stop: launched.stop,
  };
}
