import { createRandom } from '../../platform/demo/random';

/** Something that goes wrong. */
export interface Fault {
  kind: 'kill' | 'freeze' | 'cut';
  target: string;
  /** How long a frozen process stays so. */
  milliseconds: number;
}

/** What can be done to whom. */
export interface Targets {
  /** Processes that can be killed. */
  killed: readonly string[];
  /** Processes that can be stopped for a while. */
  frozen: readonly string[];
  /** Proxies whose connections can be cut. */
  cut: readonly string[];
}

/** Which faults come, one after the other: the same for the same seed. */
export function planFaults(seed: number, count: number, targets: Targets): Fault[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const milliseconds = 500 + random.below(2_500);
    if (random.chance(0.2)) return { kind: 'cut', target: random.pick(targets.cut), milliseconds };
    if (random.chance(0.2)) return { kind: 'freeze', target: random.pick(targets.frozen), milliseconds };
    return { kind: 'kill', target: random.pick(targets.killed), milliseconds };
  });
}
