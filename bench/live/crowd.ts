import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch, nextMessage, type Launched } from '../gateway/launch';
import { OTHER_CORE } from './cores';
import type { Joining, Order, Report } from './subscribers';

const ANSWER_MS = 180_000;
const POLL_MS = 100;
/** Nothing having come for so long, nothing is going to. */
const SILENCE_MS = 10_000;

/** Subscribers in processes of their own. */
export interface Crowd {
  /** Connects subscribers and has them subscribe. */
  join(joining: Omit<Joining, 'from'> & { from?: number }): Promise<void>;
  /** Has those that stalled read again. */
  read(): void;
  /** What has become of notes since the last time; waits for so many deliveries, or until nothing comes any more. */
  report(deliveries?: number): Promise<Report>;
  stop(): Promise<void>;
}

export function gatherCrowd(processes: number): Crowd {
  const members = Array.from({ length: processes }, () =>
    launch({ args: [join(__dirname, 'subscribers.js')], core: OTHER_CORE, ipc: true }),
  );
  const order = (member: Launched, what: Order): Promise<unknown> => {
    const answer = nextMessage(member, ANSWER_MS);
    member.child.send(what);
    return answer;
  };
  const reports = async () =>
    (await Promise.all(members.map((member) => order(member, { report: true })))) as Report[];

  return {
    async join({ from = 0, ...joining }) {
      const share = Math.ceil(joining.count / processes);
      const parts = members.map((_member, index) => index * share).filter((begin) => begin < joining.count);
      const joins = parts.map((begin, index) => {
        const count = Math.min(share, joining.count - begin);
        const tokens = joining.tokens.slice(begin, begin + count);
        return order(members[index]!, { join: { ...joining, from: from + begin, count, tokens } });
      });
      await Promise.all(joins);
    },
    read: () => members.forEach(({ child }) => child.send({ read: true } satisfies Order)),
    async report(deliveries = 0) {
      let total = newReport();
      let heard = performance.now();
      for (;;) {
        const come = (await reports()).reduce(added);
        if (come.deliveries > 0) heard = performance.now();
        total = added(total, come);
        if (total.deliveries >= deliveries || performance.now() - heard > SILENCE_MS) return total;
        await sleep(POLL_MS);
      }
    },
    stop: async () => void (await Promise.all(members.map((member) => member.stop()))),
  };
}

function newReport(): Report {
  return { deliveries: 0, closed: [], first: 0, last: 0, latencies: [], missed: 0 };
}

function added(one: Report, other: Report): Report {
  const counts = new Map(one.latencies);
  for (const [tenth, count] of other.latencies) counts.set(tenth, (counts.get(tenth) ?? 0) + count);
  return {
    deliveries: one.deliveries + other.deliveries,
    closed: [...one.closed, ...other.closed],
    first: one.first && other.first ? Math.min(one.first, other.first) : one.first || other.first,
    last: Math.max(one.last, other.last),
    latencies: [...counts],
    missed: one.missed + other.missed,
  };
}
