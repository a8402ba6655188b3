import { setTimeout as sleep } from 'node:timers/promises';

import { HonestClient } from './honest-client';
import { closeOwners, connectOwners, type Owners } from './owners';
import type { Plant } from './plants';
import { type Fault, planFaults } from './schedule';
import { seedDatabases } from './seed-databases';
import { SignedIn } from './signed-in';
import { type FollowingFigures, Subscribers } from './subscribers';
import { openTopology, type Topology } from './topology';
import { countUnderWay, findViolations, readBaselines } from './verify';
import { Workload } from './workload';

const BETWEEN_FAULTS_MS = 2_000;
const TWIN_MS = 120_000;
/** How long everything may take to come to rest once nothing fails any more: longer than a lease and all retries. */
const SETTLE_MS = 90_000;

export interface CampaignOptions {
  seed: number;
  kills: number;
  plant?: Plant;
  report: (line: string) => void;
}

/** How a campaign ended. */
export interface Outcome {
  violations: string[];
  operations: number;
  attempts: number;
  failures: string[];
  /** Share of the operations that were answered in time, honest retries included. */
  availability: number;
  acknowledged: { transactions: number; registers: number; enrollments: number; registrations: number };
  events: number;
  following: FollowingFigures;
  /** How often each kind of fault came. */
  faults: Record<string, number>;
}

/** Lets the platform work while its processes, stores and connections fail one after the other; then looks what is left. */
export async function runCampaign({ seed, kills, plant, report }: CampaignOptions): Promise<Outcome> {
  report(`seed ${seed}, ${kills} faults${plant ? `, with the bug ${plant}` : ''}`);
  const topology = await openTopology({ instances: 2, plant });
  let owners: Owners | null = null;
  let subscribers: Subscribers | null = null;
  try {
    await seedDatabases(topology);
    owners = await connectOwners(topology);
    const baselines = await readBaselines(owners);
    report(`starting ${topology.programs.size} processes; their logs are in ${topology.logs}`);
    await topology.startPrograms();
    const { gatewayUrls: urls } = topology;
    const person = (login: string) => new SignedIn(urls, login);
    const people = { office: person('office'), bursar: person('bursar'), principal: person('principal') };
    const callers = {
      office: new HonestClient(urls, people.office),
      bursar: new HonestClient(urls, people.bursar),
    };
    for (const each of Object.values(people)) await each.token();
    subscribers = await Subscribers.start(urls, owners, people);
    const workload = new Workload(callers, owners);
    await workload.start();
    await subscribers.untilFollowing();

    const faults = planFaults(seed, kills, topology.targets);
    await inflict(topology, faults, report);
    await workload.end();
    // PostgreSQL may have been killed meanwhile, and its connections with it.
    await closeOwners(owners);
    owners = await connectOwners(topology);
    await settle(owners, baselines, report);
    const { figures: following, violations: untold } = await subscribers.end(owners);
    const violations = await findViolations(owners, baselines, workload.acknowledged);
    return {
      ...(await summarise(owners, workload, callers)),
      ...{ following, faults: countFaults(faults) },
      violations: [...violations, ...untold, ...workload.surprises],
    };
  } finally {
    await subscribers?.stop();
    if (owners) await closeOwners(owners);
    await topology.stop();
  }
}

/** One fault every two seconds, whether or not the last one is over; resolves when all are. */
async function inflict(
  topology: Topology,
  faults: readonly Fault[],
  report: (line: string) => void,
): Promise<void> {
  const under: Promise<unknown>[] = [];
  /** A store comes back before it is killed again. */
  let store: Promise<unknown> = Promise.resolve();
  for (const [index, fault] of faults.entries()) {
    await sleep(BETWEEN_FAULTS_MS);
    await untilTwinServes(topology, fault.target);
    report(`${index + 1}. ${fault.kind} ${fault.target}`);
    const isStore = fault.target === 'postgres' || fault.target === 'redis';
    if (isStore) under.push((store = store.then(() => strikeStore(topology, fault))));
    else under.push(strike(topology, fault));
  }
  await Promise.all(under);
  await sleep(BETWEEN_FAULTS_MS);
}

async function strikeStore(
  { postgres, redis }: Topology,
  { kind, target, milliseconds }: Fault,
): Promise<void> {
  if (kind === 'freeze') return (target === 'postgres' ? postgres : redis).freeze(milliseconds);
  if (target === 'postgres') return postgres.killAndRestart();
  await redis.kill();
  await sleep(milliseconds);
  await redis.start();
}

async function strike({ programs, proxies }: Topology, { kind, target, milliseconds }: Fault): Promise<void> {
  if (kind === 'cut') proxies.get(target)!.cut();
  else if (kind === 'freeze') await programs.get(target)!.freeze(milliseconds);
  else programs.get(target)!.kill();
}

/**
 * What is deployed twice may lose one of the two at any moment. Both at once is an outage that nobody claims to outlive,
 * and on a slow machine the first would often still be starting when its twin's turn comes.
 */
async function untilTwinServes({ programs }: Topology, target: string): Promise<void> {
  const twin = target.replace(/[12]$/, (instance) => (instance === '1' ? '2' : '1'));
  if (twin !== target) await programs.get(twin)?.untilReady(TWIN_MS);
}

async function settle(
  owners: Owners,
  baselines: Awaited<ReturnType<typeof readBaselines>>,
  report: (line: string) => void,
): Promise<void> {
  const start = Date.now();
  let left = 0;
  while (Date.now() - start < SETTLE_MS) {
    left = await countUnderWay(owners, baselines);
    if (left === 0) break;
    await sleep(500);
  }
  report(`${left} events under way ${((Date.now() - start) / 1000).toFixed(1)} s after the last fault`);
}

async function summarise(
  owners: Owners,
  { acknowledged }: Workload,
  callers: Record<string, HonestClient>,
): Promise<Omit<Outcome, 'violations' | 'following' | 'faults'>> {
  const tallies = Object.values(callers).map(({ tally }) => tally);
  const sum = (pick: (tally: HonestClient['tally']) => number) =>
    tallies.reduce((total, tally) => total + pick(tally), 0);
  const operations = sum((tally) => tally.operations);
  const failures = tallies.flatMap((tally) => tally.failures);
  const { rows } = await owners.recorder.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM records',
  );
  return {
    operations,
    attempts: sum((tally) => tally.attempts),
    failures,
    availability: operations === 0 ? 0 : 1 - failures.length / operations,
    acknowledged: {
      transactions: acknowledged.transactions.length,
      registers: acknowledged.registers.length,
      enrollments: acknowledged.enrollments.length,
      registrations: acknowledged.registrations.size,
    },
    events: rows[0]!.count,
  };
}

/** By kind, and by what they hit: a store, a kind of process, the way to somebody. */
function countFaults(faults: readonly Fault[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, target } of faults) {
    const what = `${kind} ${target.replace(/-\d$/, '')}`;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}
