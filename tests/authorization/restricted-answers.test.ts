import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { execute as executeWhole, type ExecutionResult } from 'graphql';
import { createFieldAccess } from '../../gateway/authorization/field-access';
import { createGuard } from '../../gateway/authorization/guard';
import { execute } from '../../gateway/execution/execute';
import { prepareOperation } from '../../gateway/planning/prepare';
import { describeCase, plainly, type Case } from '../differential/check';
import { difference } from '../differential/compare';
import { documentOf } from '../differential/document';
import { operationPlans } from '../differential/operation';
import type { Thing } from '../differential/things';
import type { Args } from '../differential/values';
import { buildWorld, type World } from '../differential/world';
import { worldPlans } from '../differential/world-plan';
import { howMany } from '../support/thoroughness';
import {
  KEYS,
  restrictedBy,
  restrictions,
  SCOPES,
  scopesNeeded,
  withRestrictions,
  type Restricted,
} from './restrictions';

const SEED = 1;
const WORLDS = 20;
const PER_WORLD = howMany({ quick: 20, thorough: 60 });

interface RestrictedWorld {
  world: World;
  restricted: Restricted;
  /** What subgraphs have resolved, `Type.field`. */
  resolved: Set<string>;
}

const tally = { cases: 0, withRefusals: 0 };

type Grant = (held: readonly string[]) => readonly string[];

describe('answers to callers with some of the rights', () => {
  const seeds = Array.from({ length: WORLDS }, (_, index) => SEED + index);

  it.each(seeds)('lack exactly what is not for them, and nobody is asked for it: seed %i', (seed) =>
    compare(seed, (held) => held),
  );

  it('were compared often enough, every fifth time at least with something refused', () => {
    expect(tally.cases).toBeGreaterThan((WORLDS * PER_WORLD) / 2);
    expect(tally.withRefusals).toBeGreaterThan(tally.cases / 5);
  });

  it.each([
    ['everybody had all rights', () => SCOPES],
    ['nobody had any', () => []],
  ])('would not be taken for right if %s', async (_fault, grant) => {
    const all = seeds.map((seed) => () => compare(seed, grant));
    await expect(inTurn(all)).rejects.toThrow(/# fault/);
  });
});

async function inTurn(runs: readonly (() => Promise<void>)[]): Promise<void> {
  for (const run of runs) await run();
}

/**
 * Compares answers on one supergraph.
 * @param grant the scopes that the gateway is told of a caller who holds some
 * @throws Error that tells the shrunk case
 */
async function compare(seed: number, grant: Grant): Promise<void> {
  const given = restrictedWorld(seed);
  if (!given) return;
  const { world, restricted } = given;
  let last = '';
  const property = fc.asyncProperty(operationPlans, fc.subarray(SCOPES), async (operation, held) => {
    const written = documentOf(world.generation.apiSchema, operation);
    if (!written) return;
    const one = { world, ...written, variables: operation.variables };
    const fault = await faultOf(given, one, held, grant);
    if (fault === null) return;
    last = `${describeCase(one, fault)}\n\n# held\n${held.join()}\n\n# restricted\n${told(restricted)}`;
    throw new Error(fault);
  });
  const { failed, errorInstance } = await fc.check(property, { seed, numRuns: PER_WORLD });
  if (failed) throw last ? new Error(last) : errorInstance;
}

/** @returns null where the subgraphs do not compose */
function restrictedWorld(seed: number): RestrictedWorld | null {
  const [plan] = fc.sample(worldPlans, { seed, numRuns: 1 });
  const [chosen] = fc.sample(restrictions, { seed, numRuns: 1 });
  const resolved = new Set<string>();
  let restricted: Restricted = new Map();
  const world = buildWorld(plan!, {
    onResolve: (type, field) => resolved.add(`${type}.${field}`),
    changed: (sdl) => withRestrictions(sdl, (restricted = restrictedBy(sdl, chosen!))),
  });
  return world && { world, restricted, resolved };
}

async function faultOf(
  { world, restricted, resolved }: RestrictedWorld,
  given: Case,
  held: readonly string[],
  grant: Grant,
): Promise<string | null> {
  const needed = scopesNeeded(world, restricted);
  const isRefused = (type: string, field: string) =>
    needed(type, field).some((scope) => !held.includes(scope));
  tally.cases += 1;
  const expected = await wholeAnswer(given, isRefused);
  resolved.clear();
  const actual = await gatewayAnswer(given, grant(held));
  if (refusedPaths(actual).length > 0) tally.withRefusals += 1;
  const leaked = [...resolved].filter((coordinate) => {
    const [type, field] = coordinate.split('.') as [string, string];
    return !KEYS.test(coordinate) && isRefused(type, field);
  });
  if (leaked.length > 0) return `subgraphs were asked for ${leaked.join()}`;
  return difference(expected, actual) ?? untold(expected, actual);
}

/** The answer of one server that has everything, and keeps from the caller what is not for them. */
async function wholeAnswer(
  { world, document, variables }: Case,
  isRefused: (type: string, field: string) => boolean,
): Promise<ExecutionResult> {
  world.reset();
  const result = await executeWhole({
    schema: world.generation.apiSchema,
    document,
    variableValues: variables,
    fieldResolver: (source: Thing | undefined, args: Args, context, info) => {
      if (isRefused(info.parentType.name, info.fieldName)) throw new Error(REFUSED);
      return world.resolve(source, args, context, info);
    },
  });
  return plainly(result);
}

async function gatewayAnswer({ world, document, text, variables }: Case, held: readonly string[]) {
  const { generation, clients } = world;
  const access = createFieldAccess(generation.supergraphSchema, generation.accessDirectives, 'allow')!;
  const guard = createGuard(access, generation.apiSchema, {});
  const identity = { sub: 'u1', scope: held.join(' ') };
  const context = { identity, requestId: 'r', signal: new AbortController().signal };
  const source = { document, hash: createHash('sha256').update(text).digest('hex') };
  const refusals = guard.refusals(await guard.unsatisfied(source, context));
  const prepared = await prepareOperation(generation, source, generation.planner, refusals);
  world.reset();
  return plainly(await execute(prepared, { variables, context, clients }));
}

const REFUSED = 'You may not use this field.';

/** Where something is refused and not told at its place. */
function untold(expected: ExecutionResult, actual: ExecutionResult): string | null {
  const told = new Set(refusedPaths(actual));
  const missing = refusedPaths(expected).filter(
    (path) => !told.has(path) && isThere(actual.data, JSON.parse(path) as string[]),
  );
  return missing.length > 0 ? `not told that ${missing.join()} is refused` : null;
}

function refusedPaths({ errors = [] }: ExecutionResult): string[] {
  return errors.filter(({ message }) => message === REFUSED).map(({ path }) => JSON.stringify(path));
}

/** Whether the object that has a field is in the data. */
function isThere(data: unknown, path: readonly (string | number)[]): boolean {
  const at = (value: unknown, key: string | number) => (value as Record<string, unknown> | null)?.[key];
  return Boolean(path.slice(0, -1).reduce(at, data));
}

const told = (restricted: Restricted) =>
  [...restricted].map(([coordinate, scopes]) => `${coordinate}: ${[...scopes].join()}`).join('\n');
