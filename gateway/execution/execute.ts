import { getVariableValues, type ExecutionResult, type GraphQLError } from 'graphql';
import { operationRefusal } from '../authorization/refuse-operation';
import type { EntityCache } from '../cache/entity-cache';
import type { FetchNode } from '../planning/planner';
import type { PreparedOperation } from '../planning/prepare';
import type { RequestContext } from '../request-context';
import type { Data } from '../subgraph/subgraph-response';
import { resultOf, type Answer } from './answer';
import type { Execution, ExecutionCounters, SubgraphClients } from './execution';
import { SharedValues } from './shared-values';

/** What one request adds to a prepared operation. */
export interface ExecutionRequest {
  variables: Data;
  context: RequestContext;
  clients: SubgraphClients;
  /** Answers of subgraphs that are kept; absent where none are, or none may be used. */
  cache?: EntityCache | null;
  /** Counts on what the run asks of subgraphs, for whoever wants to know. */
  counters?: ExecutionCounters;
}

/**
 * Runs a query or a mutation. Errors of subgraphs are in the answer, with the client's paths; what is thrown is a
 * defect of ours.
 */
export async function answer(prepared: PreparedOperation, request: ExecutionRequest): Promise<Answer> {
  const run = beginExecution(prepared, request);
  return 'errors' in run ? run : prepared.executor.run(run);
}

/** As {@link answer}, for whoever wants to see the data. */
export async function execute(
  prepared: PreparedOperation,
  request: ExecutionRequest,
): Promise<ExecutionResult> {
  return resultOf(await answer(prepared, request));
}

/** The upstream operation whose events a subscription follows. */
export function primaryFetch({ plan }: PreparedOperation): FetchNode | undefined {
  return plan.node?.kind === 'Subscription' ? plan.node.primary : undefined;
}

/** A run with its variables coerced, or the errors that refuse it: variables of no use, or fields not for the caller. */
export function beginExecution(
  prepared: PreparedOperation,
  request: ExecutionRequest,
): Execution | { errors: readonly GraphQLError[] } {
  const begin = readyExecution(prepared, request);
  return 'errors' in begin ? begin : begin();
}

/** What begins one run after the other of the same request, as {@link beginExecution} does, which is looked at but once. */
export function readyExecution(
  prepared: PreparedOperation,
  { variables, context, clients, cache, counters }: ExecutionRequest,
): (() => Execution) | { errors: readonly GraphQLError[] } {
  const coercion = coerce(prepared, variables);
  if (coercion.errors) return { errors: coercion.errors };
  const refusal = operationRefusal(prepared, coercion.coerced);
  if (refusal.length > 0) return { errors: refusal };
  const given = withPlannedNames(prepared, variables);
  const coerced = withPlannedNames(prepared, coercion.coerced);
  return () => ({
    prepared,
    clients,
    context,
    // Who must see what has just changed does not look at what is kept.
    cache: (context.sharesReads === true && cache) || null,
    rawVariables: given,
    variables: coerced,
    data: {},
    looseErrors: [],
    stores: [],
    answers: [],
    shared: new SharedValues(),
    isPlain: true,
    counters: counters ?? { fetches: 0, representations: 0 },
  });
}

/** Variables also under the names that the plan has for them. */
function withPlannedNames({ variableNames }: PreparedOperation, variables: Data): Data {
  if (!variableNames) return variables;
  const planned = [...variableNames].map(([name, clientName]) => [name, variables[clientName]] as const);
  return Object.assign({ ...variables }, Object.fromEntries(planned));
}

function coerce({ generation, operation }: PreparedOperation, rawVariables: Data) {
  const definitions = operation.variableDefinitions ?? [];
  if (definitions.length === 0) return { coerced: {} };
  return getVariableValues(generation.apiSchema, definitions, rawVariables, { maxErrors: 50 });
}
