import type { EntityCache } from '../cache/entity-cache';
import type { PreparedOperation } from '../planning/prepare';
import type { RequestContext } from '../request-context';
import type { SubgraphClient } from '../subgraph/subgraph-client';
import type { Data, SubgraphResponse } from '../subgraph/subgraph-response';
import type { EntityStore } from './entity-store';
import type { Failure, Path } from './failure';
import type { SharedValues } from './shared-values';

/** The subgraphs of a generation by the name they have in plans. */
export type SubgraphClients = ReadonlyMap<string, SubgraphClient>;

/** The parts of a prepared operation that its executor is compiled from. */
export type OperationParts = Omit<PreparedOperation, 'executor'>;

/** What a run asked of subgraphs. Exact, so that tests may rely on it. */
export interface ExecutionCounters {
  /** Requests sent. */
  fetches: number;
  /** Representations sent, over all requests. */
  representations: number;
}

/** An error that explains no missing value. */
export interface LooseError {
  message: string;
  extensions?: Record<string, unknown>;
  /** Where the fetch's results stand in the data. */
  path: Path;
}

/** One run of a prepared operation. */
export interface Execution {
  readonly prepared: OperationParts;
  readonly clients: SubgraphClients;
  readonly context: RequestContext;
  /** Answers of subgraphs that are kept; null where none are. */
  readonly cache: EntityCache | null;
  /** As the client gave them; subgraphs coerce for themselves. */
  readonly rawVariables: Data;
  /** Coerced, with defaults: what conditions are read from. */
  readonly variables: Data;
  /** Grows as fetches answer. */
  readonly data: Data;
  readonly looseErrors: LooseError[];
  /** Entities already asked for, by the number of the request that asks for them. */
  readonly stores: (EntityStore | undefined)[];
  /** Answers to root fetches that several plan nodes make, by the number of the request. */
  readonly answers: (Promise<SubgraphResponse | Failure> | undefined)[];
  readonly shared: SharedValues;
  /** Whether no string in the data has anything that JSON escapes. */
  isPlain: boolean;
  readonly counters: ExecutionCounters;
}
