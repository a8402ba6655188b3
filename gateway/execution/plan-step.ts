import type { GraphQLSchema } from 'graphql';
import type { FieldNeeds } from '../planning/field-needs';
import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import type { CacheTagRules } from '../supergraph/read-cache-tags';
import type { Execution, OperationParts } from './execution';
import type { Path } from './failure';
import { requestKey } from './subgraph-request';

/** A compiled plan node: what it fetches is added to the targets. */
export type PlanStep = (run: Execution, targets: readonly Data[]) => Promise<void>;

/** A request as its text has it, whichever plan nodes make it. */
export interface PlannedRequest {
  /** Where a run keeps what it asked and got. */
  index: number;
  /** How many plan nodes make it. */
  users: number;
}

/** What the compilation of one plan knows. */
export interface PlanCompiler {
  schema: GraphQLSchema;
  /** The supergraph that it is planned on. */
  generationId: string;
  /** Under which names answers are kept in the cache. */
  cacheTags: CacheTagRules;
  /** Whether what a fetch says of an object depends on where in the data it stands, so that no two places share one. */
  isPlaceBound: boolean;
  needs: FieldNeeds;
  /** Finds the request that fetches of the same text share. A mutation's are never shared: data changes between. */
  requestOf(node: FetchNode): PlannedRequest;
  /** A request that nothing shares. */
  readonly ownRequest: () => PlannedRequest;
}

/** A fetch with the place in the data that it adds to. */
export interface PlacedFetch {
  compiler: PlanCompiler;
  node: FetchNode;
  path: Path;
}

/** Starts the compilation of one plan. */
export function createPlanCompiler(
  { generation }: OperationParts,
  { isMutation, isPlaceBound }: { isMutation: boolean; isPlaceBound: boolean },
): PlanCompiler {
  const requests = new Map<string, PlannedRequest>();
  let count = 0;
  const unused = (): PlannedRequest => ({ index: count++, users: 0 });
  return {
    schema: generation.supergraphSchema,
    generationId: generation.id,
    cacheTags: generation.cacheTags,
    isPlaceBound,
    needs: generation.fieldNeeds,
    requestOf(node) {
      const key = requestKey(node);
      const known = isMutation ? undefined : requests.get(key);
      const request = known ?? unused();
      request.users += 1;
      requests.set(key, request);
      return request;
    },
    ownRequest: () => ({ ...unused(), users: 1 }),
  };
}
