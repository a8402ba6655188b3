import { setTimeout as sleep } from 'node:timers/promises';
import { gatherCrowd } from './crowd';
import { quantile } from './histogram';
import { startOurs } from './subjects';

export interface StalledOptions {
  subscribers: number;
  events: number;
  gapMs: number;
  rounds: number;
  processes: number;
}

const KEPT_EVENTS = 256;
/** What the operating system takes for a connection is filled up by large notes: some megabytes. */
const LARGE_NOTES = 200;
const LARGE_BYTES = 60_000;
const WARM_UP = 20;

interface Figures {
  p50: number;
  p99: number;
  /** What more the gateway holds in buffers while the client is stalled, in KB. */
  heldKb: number;
  /** Events that the stalled client was told it missed, that the gateway counted, and that it did not get. */
  told: number;
  counted: number;
  absent: number;
  lost: number;
}

/** Measures what a client that reads nothing does to the others of its group, and what it costs. */
export async function measureStalled(options: StalledOptions): Promise<void> {
  const rows: Record<'without' | 'with', Figures[]> = { without: [], with: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    for (const which of ['without', 'with'] as const) {
      const figures = await measure(which === 'with', options);
      rows[which].push(figures);
      console.error(`round ${round + 1}, ${which}: ${JSON.stringify(figures)}`);
    }
  }
  print(rows);
}

async function measure(hasStalled: boolean, options: StalledOptions): Promise<Figures> {
  const { subscribers, events, gapMs, processes } = options;
  const subject = await startOurs({
    SUBSCRIPTION_OVERFLOW: 'drop-oldest',
    SUBSCRIPTION_BUFFER_EVENTS: String(KEPT_EVENTS),
  });
  const stalled = gatherCrowd(1);
  const others = gatherCrowd(processes);
  const { host, port } = subject;
  const tokens = subject.tokens(subscribers + 1);
  const settled = async (count: number) => {
    while ((await subject.figures()).subscribers < count) await sleep(100);
  };
  try {
    const idle = (await subject.figures()).buffers;
    let told = 0;
    if (hasStalled) {
      await stalled.join({ host, port, count: 1, groups: 1, tokens: tokens.slice(-1), stalled: true });
      await settled(1);
      // The gateway has it; its subgraph has as well a moment later.
      await sleep(2_000);
      for (; told < LARGE_NOTES; told += 1) {
        subject.tell({ bytes: LARGE_BYTES });
        await sleep(5);
      }
    }
    await others.join({ host, port, count: subscribers, groups: 1, tokens });
    await settled(subscribers + (hasStalled ? 1 : 0));
    // As many as fill its buffer with notes that are as small as those to come.
    const before = WARM_UP + (hasStalled ? KEPT_EVENTS : 0);
    for (let event = 0; event < before; event += 1, told += 1) {
      subject.tell();
      await sleep(20);
    }
    await others.report(before * subscribers);
    for (let event = 0; event < events; event += 1, told += 1) {
      subject.tell();
      await sleep(gapMs);
    }
    const report = await others.report(events * subscribers);
    const { buffers, missed: counted } = await subject.figures();
    let late = { deliveries: 0, missed: 0 };
    if (hasStalled) {
      stalled.read();
      late = await stalled.report(told);
    }
    return {
      p50: quantile(report.latencies, 0.5),
      p99: quantile(report.latencies, 0.99),
      heldKb: Math.round((buffers - idle) / 1_024),
      told: late.missed,
      counted,
      absent: hasStalled ? told - late.deliveries : 0,
      lost: events * subscribers - report.deliveries,
    };
  } finally {
    await Promise.all([stalled.stop(), others.stop()]);
    await subject.stop();
  }
}

function print(rows: Readonly<Record<'without' | 'with', Figures[]>>): void {
  console.log(
    '| one more client, stalled | p50 ms | p99 ms | buffers KB | missed: told | counted | absent | others not delivered |',
  );
  console.log(`| --- |${' --: |'.repeat(7)}`);
  for (const [which, figures] of Object.entries(rows)) {
    const of = (key: keyof Figures) =>
      figures.map((each) => each[key]).sort((a, b) => a - b)[figures.length >> 1]!;
    const row = [
      which,
      of('p50').toFixed(1),
      of('p99').toFixed(1),
      of('heldKb'),
      of('told'),
      of('counted'),
      of('absent'),
      of('lost'),
    ];
    console.log(`| ${row.join(' | ')} |`);
  }
  const ratios = rows.with.map(({ p99 }, round) => p99 / rows.without[round]!.p99);
  console.log(`\np99 with / without, by round: ${ratios.map((each) => each.toFixed(2)).join(', ')}`);
}
