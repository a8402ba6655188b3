import { execute as executeWhole, type DocumentNode, type ExecutionResult } from 'graphql';
import { execute } from '../../gateway/execution/execute';
import { prepareOperation } from '../../gateway/planning/prepare';
import { plainly } from '../differential/check';
import { difference } from '../differential/compare';
import { fieldsAsked } from './fields-asked';
import { fieldOf } from './truth';
import { wholeResolver, type World } from './world';

/** One operation on one world. */
export interface Case {
  world: World;
  document: DocumentNode;
  variables: Record<string, unknown>;
}

/**
 * Everything that is wrong with what the gateway makes of an operation: with the answer, compared with that of plain
 * execution over the merged schema, and with what resolvers of subgraphs were told.
 */
export async function faultsOf(given: Case): Promise<string[]> {
  const calls: Calls = { asked: new Set(), required: new Set() };
  const expected = await wholeAnswer(given, calls);
  const { journal } = given.world;
  journal.calls.clear();
  journal.faults.length = 0;
  try {
    const message = difference(expected, await gatewayAnswer(given));
    return [...(message ? [message] : []), ...journal.faults, ...strangeCalls(given, calls)];
  } catch (error) {
    return [`threw ${(error as Error).stack ?? String(error)}`];
  }
}

/** The calls that an operation comes to, as the graph defines it. */
interface Calls {
  asked: Set<string>;
  required: Set<string>;
}

async function wholeAnswer(
  { world, document, variables }: Case,
  { asked, required }: Calls,
): Promise<ExecutionResult> {
  const schema = world.generation.apiSchema;
  const fieldResolver = wholeResolver(world.truth, asked, required);
  return plainly(await executeWhole({ schema, document, variableValues: variables, fieldResolver }));
}

async function gatewayAnswer({ world, document, variables }: Case): Promise<ExecutionResult> {
  const { generation, clients } = world;
  const prepared = await prepareOperation(generation, { document, hash: 'not kept' }, generation.planner);
  const context = { identity: null, requestId: 'r', signal: new AbortController().signal };
  return plainly(await execute(prepared, { variables, context, clients }));
}

/**
 * Calls that the client asked for and nobody got, and calls with arguments that nobody asked with. Of which objects is
 * not compared: a subgraph that knows an interface as an object is asked of all what the client wants of one type.
 */
function strangeCalls({ world, ...operation }: Case, { asked, required }: Calls): string[] {
  const { calls } = world.journal;
  const missing = [...asked].filter((call) => !calls.has(call));
  const others = [...calls].filter((call) => !asked.has(call) && !required.has(call));
  const known = others.length > 0 ? fieldsAsked(world.generation.apiSchema, operation) : new Set<string>();
  const added = others.filter((call) => !known.has(fieldOf(call)));
  return [
    ...missing.map((call) => `no subgraph was asked ${call}`),
    ...added.map((call) => `a subgraph was asked ${call}`),
  ];
}
