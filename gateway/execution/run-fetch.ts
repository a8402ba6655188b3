import { Fault } from '../../kernel/errors';
import type { FieldNode } from 'graphql';
import type { FetchNode } from '../planning/planner';
import type { PreparedOperation } from '../planning/prepare';
import { responseNameOf } from '../planning/protect-names';
import { PublicError } from '../public-error';
import { subgraphFault } from '../subgraph/subgraph-fault';
import { InvalidResponseError, type Data, type SubgraphResponse } from '../subgraph/subgraph-response';
import { absorbEntities } from './absorb-entities';
import type { Execution } from './execution';
import { dependentOn, Failure, failureOf, placeCause, type Path } from './failure';
import { markMissing } from './mark-missing';
import { mergeInto } from './merge';
import { getOwn } from './own-property';
import { representationOf } from './representation';
import { applyRewrites } from './rewrites';

/** Objects of the response that a fetch adds to, and the response path they share. */
export interface Cursor {
  targets: readonly Data[];
  path: Path;
}

/** Asks one subgraph and adds the answer, or the reason why there is none, to the targets. */
export async function runFetch(run: Execution, node: FetchNode, cursor: Cursor): Promise<void> {
  if (node.requires) await fetchEntities(run, node, cursor);
  else absorbRoot(run, node, cursor, await ask(run, node, variablesOf(run, node)));
}

/** Adds the answer of a fetch of root fields to the targets. An event of a subscription is such an answer, too. */
export function absorbRoot(
  run: Execution,
  node: FetchNode,
  cursor: Cursor,
  response: SubgraphResponse | Failure,
): void {
  const { supergraphSchema } = run.prepared.generation;
  if (response instanceof Failure) {
    for (const target of cursor.targets) markMissing(supergraphSchema, node, target, response);
    return;
  }
  const data = response.data ?? {};
  const loose = response.errors.filter((error) => !placeCause(data, error.path ?? [], error));
  applyRewrites(supergraphSchema, node.outputRewrites, data);
  for (const target of cursor.targets) {
    mergeInto(target, data);
    if (!response.data) markMissing(supergraphSchema, node, target, sharedFailure(loose));
  }
  if (response.data) reportLoose(run, loose, cursor.path);
}

async function fetchEntities(run: Execution, node: FetchNode, { targets, path }: Cursor): Promise<void> {
  const { supergraphSchema } = run.prepared.generation;
  const entities: Data[] = [];
  const representations: Data[] = [];
  for (const target of targets) {
    const representation = representationOf(supergraphSchema, target, node.requires ?? []);
    if (representation instanceof Failure) {
      markMissing(supergraphSchema, node, target, dependentOn(representation));
    } else if (representation && getOwn(representation, '__typename')) {
      applyRewrites(supergraphSchema, node.inputRewrites, representation);
      entities.push(target);
      representations.push(representation);
    }
  }
  if (entities.length === 0) return;
  const response = await ask(run, node, { ...variablesOf(run, node), representations });
  reportLoose(run, absorbEntities(supergraphSchema, node, entities, response), path);
}

/** The variables that the fetch uses and the client gave. */
export function variablesOf({ rawVariables }: Execution, { variableUsages = [] }: FetchNode): Data {
  const given = variableUsages.filter((name) => getOwn(rawVariables, name) !== undefined);
  return Object.fromEntries(given.map((name) => [name, rawVariables[name]]));
}

async function ask(run: Execution, node: FetchNode, variables: Data): Promise<SubgraphResponse | Failure> {
  const client = run.clients.get(node.serviceName);
  if (!client) throw new Error(`the plan names a subgraph that there is none of: ${node.serviceName}`);
  const { operation: query, operationName } = node;
  try {
    const response = await client.query({ query, operationName, variables }, run.context);
    return node.requires ? withEntities(response, variables) : response;
  } catch (error) {
    if (error instanceof Fault) return failureOf(error);
    throw error;
  }
}

/** Checks that there is one entity per representation, or a reason why there is none. */
function withEntities({ data, errors }: SubgraphResponse, { representations }: Data): SubgraphResponse {
  const expected = (representations as unknown[]).length;
  const entities = data?._entities ?? null;
  if (entities === null && errors.length > 0)
    return { data: { _entities: Array(expected).fill(null) }, errors };
  if (Array.isArray(entities) && entities.length === expected) return { data, errors };
  throw subgraphFault(new InvalidResponseError(`expected ${expected} entities`));
}

function sharedFailure(errors: SubgraphResponse['errors']): Failure {
  return new Failure(errors.map(({ message, extensions }) => ({ message, extensions, below: [] })));
}

function reportLoose(run: Execution, errors: SubgraphResponse['errors'], path: Path): void {
  const firstList = path.indexOf('@');
  const names = clientNames(run.prepared);
  const shown = (firstList < 0 ? path : path.slice(0, firstList)).map((key) => names.get(key) ?? key);
  for (const { message, extensions } of errors) {
    run.looseErrors.push(new PublicError(message, { extensions, ...(shown.length > 0 && { path: shown }) }));
  }
}

/** What the client calls the fields that were renamed for planning. */
function clientNames({ sourceNames = new Map<FieldNode, string>() }: PreparedOperation) {
  return new Map<string | number, string>(
    [...sourceNames].map(([node, name]) => [name, responseNameOf(node)]),
  );
}
