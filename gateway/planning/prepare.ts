import { LRUCache } from 'lru-cache';
import {
  getOperationAST,
  GraphQLError,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import type { Generation } from '../supergraph/generation';
import type { QueryPlan } from './planner';
import { protectNames } from './protect-names';
import { assertPlannableSubscription } from './subscription-rules';

/** Everything about an operation that does not depend on one request of it. */
export interface PreparedOperation {
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
}

/** A valid document and which of its operations is meant. */
export interface OperationSource {
  document: DocumentNode;
  /** Digest of the document's text. */
  hash: string;
  operationName?: string;
}

/** Prepares operations of one generation and remembers them. */
export interface Preparer {
  /** @throws GraphQLError where there is no such operation or it cannot be planned */
  prepare(source: OperationSource): PreparedOperation;
  readonly statistics: { readonly hits: number; readonly misses: number };
}

const CACHED_OPERATIONS = 2_000;

/** A preparer whose cache dies with the generation, so that no plan outlives its supergraph. */
export function createPreparer(generation: Generation): Preparer {
  const cache = new LRUCache<string, PreparedOperation>({ max: CACHED_OPERATIONS });
  const statistics = { hits: 0, misses: 0 };
  return {
    statistics,
    prepare(source) {
      // A name cannot contain a space, so the key is unambiguous.
      const key = `${source.hash} ${source.operationName ?? ''}`;
      const known = cache.get(key);
      if (known) {
        statistics.hits += 1;
        return known;
      }
      statistics.misses += 1;
      const prepared = prepareOperation(generation, source);
      cache.set(key, prepared);
      return prepared;
    },
  };
}

function prepareOperation(
  generation: Generation,
  { document, operationName }: OperationSource,
): PreparedOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw unknownOperation(operationName);
  const fragments = fragmentsOf(document);
  if (operation.operation === 'subscription') assertPlannableSubscription(operation, fragments);
  const safe = protectNames(document, generation.apiSchema, generation.planner.reservedNames);
  return {
    generation,
    kind: operation.operation,
    operation,
    fragments,
    plan: generation.planner.plan(safe.document, operation.name?.value),
    ...(safe.sourceNames && { sourceNames: safe.sourceNames }),
  };
}

function unknownOperation(operationName: string | undefined): GraphQLError {
  const message = operationName
    ? `Unknown operation named "${operationName}".`
    : 'Must provide an operation name.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const definitions = document.definitions.filter(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(definitions.map((fragment) => [fragment.name.value, fragment]));
}
