import { createHash } from 'node:crypto';
import { execute as executeWhole, print, type DocumentNode, type ExecutionResult } from 'graphql';
import { execute } from '../../gateway/execution/execute';
import { prepareOperation } from '../../gateway/planning/prepare';
import { difference } from './compare';
import type { World } from './world';

/** One operation on one world. */
export interface Case {
  world: World;
  document: DocumentNode;
  text: string;
  variables: Record<string, unknown>;
}

/** What the merged schema answers: the truth. */
export async function wholeAnswer({ world, document, variables }: Case): Promise<ExecutionResult> {
  const schema = world.generation.apiSchema;
  world.reset();
  const result = await executeWhole({
    schema,
    document,
    variableValues: variables,
    fieldResolver: world.resolve,
  });
  return plainly(result);
}

/** What the gateway answers. */
export async function gatewayAnswer({ world, document, text, variables }: Case): Promise<ExecutionResult> {
  const hash = createHash('sha256').update(text).digest('hex');
  const prepared = await prepareOperation(world.generation, { document, hash }, world.generation.planner);
  world.reset();
  const context = { identity: null, requestId: 'r', signal: new AbortController().signal };
  return plainly(await execute(prepared, { variables, context, clients: world.clients }));
}

/** Both answers to a case. `actual` is absent where the gateway threw. */
export interface Answers {
  expected: ExecutionResult;
  actual?: ExecutionResult;
  /** How they differ; null where they do not. */
  fault: string | null;
}

/** Asks both for the answer to a case and compares. */
export async function answersTo(given: Case): Promise<Answers> {
  const expected = await wholeAnswer(given);
  try {
    const actual = await gatewayAnswer(given);
    return { expected, actual, fault: difference(expected, actual) };
  } catch (error) {
    return { expected, fault: `threw ${(error as Error).stack ?? String(error)}` };
  }
}

export function plainly<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Everything needed to see a failure again. */
export function describeCase({ world, document, variables }: Case, fault: string): string {
  return [
    ...world.sdl.map((sdl, index) => `# subgraph s${index}\n${sdl}`),
    `# plan of the world\n${JSON.stringify(world.plan)}`,
    `# operation\n${print(document)}`,
    `# variables\n${JSON.stringify(variables)}`,
    `# fault\n${fault}`,
  ].join('\n\n');
}
