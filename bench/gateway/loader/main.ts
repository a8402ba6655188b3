import { bodyOf, type Workload } from '../workloads';
import { openConnection } from './connection';
import { runRound, type RoundOptions, type RoundResult } from './round';

/** What the loader does when told to; it answers every message with one. */
export type LoaderMessage =
  { kind: 'probe'; url: string; workload: Workload; skip: number } | ({ kind: 'round' } & RoundOptions);

/** One answer in full, as base64 so that its bytes stay what they are. */
export interface Probe {
  status: number;
  body: string;
}

/** What the loader replies. */
export type LoaderReply = { ok: Probe | RoundResult } | { error: string };

async function probe(url: string, workload: Workload, skip: number): Promise<Probe> {
  const connection = await openConnection(new URL(url));
  try {
    const { status, body } = await connection.ask(bodyOf(workload, skip));
    return { status, body: body.toString('base64') };
  } finally {
    connection.close();
  }
}

process.on('message', (message: LoaderMessage) => {
  const work =
    message.kind === 'probe' ? probe(message.url, message.workload, message.skip) : runRound(message);
  work.then(
    (ok) => process.send?.({ ok } satisfies LoaderReply),
    (error: unknown) => process.send?.({ error: String(error) } satisfies LoaderReply),
  );
});
// Whoever started it is gone: nobody would ever stop it.
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
