import { openConnection, type Connection } from '../gateway/loader/connection';

/** What the traffic process is told. */
export interface TrafficOptions {
  url: string;
  bodies: readonly string[];
  perSecond: number;
  seconds: number;
}

/** One request. Times in milliseconds since the epoch. */
export interface Sample {
  /** When it was due. */
  at: number;
  /** From then to its answer: what waited because of others has waited, too. */
  ms: number;
  isRight: boolean;
}

/** What the traffic process replies. */
export type TrafficReply = { samples: Sample[] } | { error: string };

const MAX_CONNECTIONS = 400;
const now = () => performance.timeOrigin + performance.now();

/** Sends requests by the clock, whether or not those before have been answered, each on a connection of its own. */
async function run({ url, bodies, perSecond, seconds }: TrafficOptions): Promise<Sample[]> {
  const expected = await answersTo(url, bodies);
  const idle: Connection[] = [];
  const open = new Set<Connection>();
  const samples: Sample[] = [];
  const pending = new Set<Promise<void>>();
  const start = now();

  const take = async () => {
    const free = idle.pop();
    if (free) return free;
    if (open.size >= MAX_CONNECTIONS) throw new Error('all connections are taken');
    const connection = await openConnection(new URL(url));
    open.add(connection);
    return connection;
  };
  const send = async (index: number, at: number) => {
    let isRight = false;
    try {
      const connection = await take();
      const { status, body } = await connection.ask(bodies[index]!);
      idle.push(connection);
      isRight = status === 200 && body.equals(expected[index]!);
    } catch {
      // It counts as wrong; its connection is not used again.
    }
    samples.push({ at, ms: now() - at, isRight });
  };

  for (let sent = 0; sent < perSecond * seconds;) {
    const due = ((now() - start) / 1_000) * perSecond;
    for (; sent < due && sent < perSecond * seconds; sent += 1) {
      const request = send(sent % bodies.length, start + (sent / perSecond) * 1_000);
      pending.add(request);
      void request.finally(() => pending.delete(request));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
  for (const connection of open) connection.close();
  return samples;
}

/** What is answered when nothing else is going on; every later answer must be the same to the byte. */
async function answersTo(url: string, bodies: readonly string[]): Promise<Buffer[]> {
  const connection = await openConnection(new URL(url));
  const answers: Buffer[] = [];
  for (const asked of bodies) {
    const { status, body } = await connection.ask(asked);
    if (status !== 200 || body.includes('"errors"'))
      throw new Error(`wrong from the start: ${body.toString()}`);
    answers.push(body);
  }
  connection.close();
  return answers;
}

process.on('message', (options: TrafficOptions) => {
  run(options).then(
    (samples) => process.send?.({ samples } satisfies TrafficReply),
    (error: unknown) => process.send?.({ error: String(error) } satisfies TrafficReply),
  );
});
// Whoever started it is gone: nobody would ever stop it.
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
