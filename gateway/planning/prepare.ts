import {
  getOperationAST,
  GraphQLError,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import type { Refusals } from '../authorization/refusals';
import { withoutRefused } from '../authorization/without-refused';
import { withoutRefusedNeeds } from '../authorization/without-refused-needs';
import { compileOperation, type CompiledOperation } from '../execution/compile-operation';
import type { Generation } from '../supergraph/generation';
import { anchorObjects } from './anchor-objects';
import { fragmentsOf } from './fragments-of';
import { mendPlan } from './mending/mend-plan';
import { notPlannable, type QueryPlan } from './planner';
import { preparedKey } from './prepared-operations';
import { protectNames } from './protect-names';
import { protectVariables } from './protect-variables';
import { restorePlan } from './requirements/restore-plan';
import { serialMutation } from './serial-mutation';
import { assertPlannableSubscription } from './subscription-rules';

/** Everything about an operation that does not depend on one request of it. */
export interface PreparedOperation {
  /** Equal for operations that are prepared alike, in every generation; see {@link preparedKey}. */
  key: string;
  generation: Generation;
  kind: OperationTypeNode;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  plan: QueryPlan;
  /**
   * The names under which the data of subgraphs has fields of `operation` and `fragments`, where they are not the
   * client's own; absent where all are.
   */
  sourceNames?: ReadonlyMap<FieldNode, string>;
  /** The client's names of variables by those that `plan` uses; absent where all are the client's. */
  variableNames?: ReadonlyMap<string, string>;
  /** What the caller may not see and is planned without; absent where there is nothing. */
  refusals?: Refusals;
  /** The plan and the projection, compiled. */
  executor: CompiledOperation;
}

/** A valid document and which of its operations is meant. */
export interface OperationSource {
  document: DocumentNode;
  /** Digest of the document's text. */
  hash: string;
  operationName?: string;
  /** The progressive overrides in force for this request; part of what is prepared. */
  overrides?: readonly string[];
  /** The access rules that the caller does not satisfy, by their texts; part of what is prepared. */
  unsatisfied?: readonly string[];
}

/** Plans operations, here or in a thread of its own. */
export interface OperationPlanner {
  plan(
    document: DocumentNode,
    operationName?: string,
    overrides?: readonly string[],
  ): QueryPlan | Promise<QueryPlan>;
}

/**
 * Prepares an operation of a generation.
 * @param refusals what follows from the rules that `source` says are not satisfied
 * @throws GraphQLError where there is no such operation or it cannot be planned
 * @throws Fault OPERATION_PLANNING_TIMEOUT, OPERATION_NOT_PLANNABLE or SERVICE_UNAVAILABLE
 */
export async function prepareOperation(
  generation: Generation,
  source: OperationSource,
  planner: OperationPlanner,
  refusals?: Refusals,
): Promise<PreparedOperation> {
  const { document, operationName, overrides } = source;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw unknownOperation(operationName);
  const fragments = fragmentsOf(document);
  if (operation.operation === 'subscription') assertPlannableSubscription(operation, fragments);
  const { apiSchema } = generation;
  const safe = protectNames(document, apiSchema, generation.reservedNames);
  const allowed = refusals ? withoutRefused(safe.document, apiSchema, refusals) : safe.document;
  const planned = protectVariables(allowed);
  const parts = {
    key: preparedKey(source),
    generation,
    kind: operation.operation,
    operation,
    fragments,
    plan: await plan(),
    ...(safe.sourceNames && { sourceNames: safe.sourceNames }),
    ...(planned.variableNames && { variableNames: planned.variableNames }),
    ...(refusals && { refusals }),
  };
  // The spread is last, or each operation would have a hidden class of its own.
  return { executor: compileOperation(parts), ...parts };

  async function plan(): Promise<QueryPlan> {
    try {
      const made = await planner.plan(plannable(planned.document), operation!.name?.value, overrides);
      const mended = mendPlan(generation.fieldNeeds, made);
      const restored = generation.separated ? restorePlan(generation.separated, mended) : mended;
      return refusals ? withoutRefusedNeeds(generation, restored, refusals) : restored;
    } catch (error) {
      throw error instanceof GraphQLError ? error : notPlannable(error);
    }
  }
}

/** The document in a form that the planner plans rightly. */
function plannable(document: DocumentNode): DocumentNode {
  const fragments = fragmentsOf(document);
  return anchorObjects(serialMutation(document, fragments), fragments);
}

function unknownOperation(operationName: string | undefined): GraphQLError {
  const message = operationName
    ? `Unknown operation named "${operationName}".`
    : 'Must provide an operation name.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
