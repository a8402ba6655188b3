import { getVariableValues, type ExecutionResult, type GraphQLError } from 'graphql';
import type { FetchNode } from '../planning/planner';
import type { PreparedOperation } from '../planning/prepare';
import type { RequestContext } from '../request-context';
import type { Data, SubgraphResponse } from '../subgraph/subgraph-response';
import { collectFields } from './collect-fields';
import type { Execution, SubgraphClients } from './execution';
import { project } from './project';
import { absorbRoot, type Cursor } from './run-fetch';
import { runNode } from './run-plan';

/** What one request adds to a prepared operation. */
export interface ExecutionRequest {
  variables: Data;
  context: RequestContext;
  clients: SubgraphClients;
}

/**
 * Runs a query or a mutation. Errors of subgraphs are in the result, with the client's paths; what is thrown is a
 * defect of ours.
 */
export async function execute(
  prepared: PreparedOperation,
  request: ExecutionRequest,
): Promise<ExecutionResult> {
  const run = beginExecution(prepared, request);
  if ('errors' in run) return run;
  const { node } = prepared.plan;
  if (node?.kind === 'Subscription') throw new Error('a subscription has no single answer');
  if (node) await runNode(run, node, rootOf(run));
  else assertNothingToFetch(run);
  return project(run);
}

/**
 * Resolves one event of a subscription: the event is what the primary fetch brought, the rest of the plan runs anew.
 */
export async function executeEvent(
  prepared: PreparedOperation,
  request: ExecutionRequest,
  event: SubgraphResponse,
): Promise<ExecutionResult> {
  const run = beginExecution(prepared, request);
  if ('errors' in run) return run;
  const { node } = prepared.plan;
  if (node?.kind !== 'Subscription') throw new Error('only subscriptions have events');
  absorbRoot(run, node.primary, rootOf(run), event);
  if (node.rest) await runNode(run, node.rest, rootOf(run));
  return project(run);
}

/** The upstream operation whose events a subscription follows. */
export function primaryFetch({ plan }: PreparedOperation): FetchNode | undefined {
  return plan.node?.kind === 'Subscription' ? plan.node.primary : undefined;
}

/** A run with its variables coerced, or the errors that say which of them cannot be. */
export function beginExecution(
  prepared: PreparedOperation,
  { variables: rawVariables, context, clients }: ExecutionRequest,
): Execution | { errors: readonly GraphQLError[] } {
  const { generation, operation } = prepared;
  const { coerced, errors } = getVariableValues(
    generation.apiSchema,
    operation.variableDefinitions ?? [],
    rawVariables,
    { maxErrors: 50 },
  );
  if (errors) return { errors };
  return { prepared, clients, context, rawVariables, variables: coerced, data: {}, looseErrors: [] };
}

function rootOf({ data }: Execution): Cursor {
  return { targets: [data], path: [] };
}

/** An empty plan is right for `{ __typename }` and wrong for any field of a subgraph. */
function assertNothingToFetch({ prepared, variables }: Execution): void {
  const { generation, fragments, operation, kind } = prepared;
  const context = { schema: generation.apiSchema, fragments, variables };
  const typename = generation.apiSchema.getRootType(kind)?.name ?? '';
  for (const [node] of collectFields(context, typename, [operation.selectionSet]).values()) {
    if (!node?.name.value.startsWith('__')) throw new Error(`the plan for ${node?.name.value} is empty`);
  }
}
