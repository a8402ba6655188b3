import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCapacity } from './capacity';
import { compare } from './compare';
import { measureStalled } from './stalled';

const USAGE = `npm run bench:live -- [options]
  what is measured:
  (nothing)          what a delivery costs, ours and others in turn
  --capacity         how much one gateway holds and how fast it is; 10,000 sockets in 100 groups
  --stalled          what one client that reads nothing does to 1,000 of its group
  how:
  --subscribers n    sockets with one subscription each; 1000, or 10000 of --capacity
  --groups n         of equal subscribers; 10, or 100 of --capacity
  --events n         of each part; 100
  --gap n            ms between two events; 100
  --rounds n         of which the medians are; 3
  --processes n      that hold the subscribers; 2
  --rate n           deliveries per second that --capacity holds for half a minute; 50000
  --hold-minutes n   for how long --capacity keeps the sockets open in the end; 1`;

const { values } = parseArgs({
  options: {
    capacity: { type: 'boolean', default: false },
    stalled: { type: 'boolean', default: false },
    subscribers: { type: 'string' },
    groups: { type: 'string' },
    events: { type: 'string', default: '100' },
    gap: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    processes: { type: 'string', default: '2' },
    rate: { type: 'string', default: '50000' },
    'hold-minutes': { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

async function run(): Promise<void> {
  if (values.help) return console.log(USAGE);
  const subscribers = Number(values.subscribers ?? (values.capacity ? 10_000 : 1_000));
  const groups = Number(values.groups ?? (values.capacity ? 100 : 10));
  const [events, gapMs, rounds] = [Number(values.events), Number(values.gap), Number(values.rounds)];
  const processes = Number(values.processes);
  console.log(`${subscribers} subscribers, load average ${loadavg()[0]!.toFixed(1)}\n`);
  if (values.capacity) {
    const holdMinutes = Number(values['hold-minutes']);
    const rate = Number(values.rate);
    return measureCapacity({ subscribers, groups, processes, rate, holdMinutes });
  }
  if (values.stalled) return measureStalled({ subscribers, events, gapMs, rounds, processes });
  return compare({ subscribers, groups, events, gapMs, rounds, processes });
}

void run();
