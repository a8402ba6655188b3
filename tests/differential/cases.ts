import fc from 'fast-check';
import { answersTo, describeCase, type Answers, type Case } from './check';
import { documentOf } from './document';
import { operationPlans, type OperationPlan } from './operation';
import { stockAnswer } from './stock';
import { buildWorld, type World } from './world';
import { worldPlans } from './world-plan';

/** What was compared. */
export interface Tally {
  cases: number;
  /** Choices that came to no valid operation. */
  invalid: number;
  /** Cases in which Apollo's own executor was asked as well, and in how many of them its data was right. */
  stock: { asked: number; right: number };
}

export const newTally = (): Tally => ({ cases: 0, invalid: 0, stock: { asked: 0, right: 0 } });

/** How much of a world is compared. */
export interface Extent {
  runs: number;
  seed: number;
  /** Apollo's executor is asked in one case of so many: it plans anew. */
  stockEvery: number;
}

/** Worlds that compose; the same for the same seed. */
export function worldsOf(seed: number, count: number): World[] {
  return fc.sample(worldPlans, { seed, numRuns: count }).flatMap((plan) => buildWorld(plan) ?? []);
}

/**
 * Compares the gateway with the merged schema on generated operations of one world.
 * @throws Error that tells the shrunk case
 */
export async function compareOn(world: World, extent: Extent, tally: Tally): Promise<void> {
  const { runs, seed, stockEvery } = extent;
  let last = '';
  const property = fc.asyncProperty(operationPlans, async (plan) => {
    const given = caseOf(world, plan);
    if (!given) {
      tally.invalid += 1;
      return;
    }
    tally.cases += 1;
    const answers = await answersTo(given);
    if (answers.fault !== null) {
      last = describeCase(given, answers.fault);
      throw new Error(answers.fault);
    }
    if (tally.cases % stockEvery === 0) await askStock(given, answers, tally);
  });
  const limits = { seed, numRuns: runs, interruptAfterTimeLimit: 60_000 };
  const { failed, counterexamplePath, errorInstance } = await fc.check(property, limits);
  if (!failed) return;
  if (!last) throw errorInstance;
  throw new Error(`seed ${seed}, path ${counterexamplePath}\n${last}`);
}

function caseOf(world: World, plan: OperationPlan): Case | null {
  const written = documentOf(world.generation.apiSchema, plan);
  return written && { world, ...written, variables: plan.variables };
}

/** Wherever Apollo's answer is not ours, it is not the merged schema's either; what is counted is how often that is. */
async function askStock(given: Case, { expected, actual }: Answers, tally: Tally): Promise<void> {
  const data = await stockAnswer(given).then(
    (answer) => JSON.stringify(answer.data ?? null),
    () => 'it threw',
  );
  const [wanted, ours] = [expected, actual].map((answer) => JSON.stringify(answer?.data ?? null));
  tally.stock.asked += 1;
  if (data === wanted) tally.stock.right += 1;
  if (data !== ours && ours !== wanted) throw new Error('neither answer is right');
}
