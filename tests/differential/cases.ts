import fc from 'fast-check';
import { describeCase, faultOf, type Case } from './check';
import { documentOf } from './document';
import { KNOWN_FAULTS } from './known-faults';
import { operationPlans, type OperationPlan } from './operation';
import { buildWorld, type World } from './world';
import { worldPlans } from './world-plan';

export interface Tally {
  cases: number;
  /** Choices that came to no valid operation. */
  invalid: number;
  /** Differences that are known, by their name. */
  known: Map<string, number>;
}

/** Worlds that compose; the same for the same seed. */
export function worldsOf(seed: number, count: number): World[] {
  return fc.sample(worldPlans, { seed, numRuns: count }).flatMap((plan) => buildWorld(plan) ?? []);
}

export function caseOf(world: World, plan: OperationPlan): Case | null {
  const written = documentOf(world.generation.apiSchema, plan);
  return written && { world, ...written, variables: plan.variables };
}

/**
 * Compares the gateway with the merged schema on generated operations of one world.
 * @throws Error that tells the shrunk case
 */
export async function compareOn(world: World, runs: number, seed: number, tally: Tally): Promise<void> {
  let last = '';
  const property = fc.asyncProperty(operationPlans, async (plan) => {
    const given = caseOf(world, plan);
    if (!given) {
      tally.invalid += 1;
      return;
    }
    tally.cases += 1;
    const fault = await faultOf(given);
    if (fault === null) return;
    const known = KNOWN_FAULTS.find(({ explains }) => explains(fault, given));
    if (!known) {
      last = describeCase(given, fault);
      throw new Error(fault.message);
    }
    tally.known.set(known.name, (tally.known.get(known.name) ?? 0) + 1);
  });
  const { failed, counterexamplePath } = await fc.check(property, {
    seed,
    numRuns: runs,
    interruptAfterTimeLimit: 60_000,
  });
  if (failed && last) throw new Error(`seed ${seed}, path ${counterexamplePath}\n${last}`);
}
