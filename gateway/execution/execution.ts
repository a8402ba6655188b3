import type { PreparedOperation } from '../planning/prepare';
import type { PublicError } from '../public-error';
import type { RequestContext } from '../request-context';
import type { SubgraphClient } from '../subgraph/subgraph-client';
import type { Data } from '../subgraph/subgraph-response';

/** The subgraphs of a generation by the name they have in plans. */
export type SubgraphClients = ReadonlyMap<string, SubgraphClient>;

/** One run of a prepared operation. */
export interface Execution {
  readonly prepared: PreparedOperation;
  readonly clients: SubgraphClients;
  readonly context: RequestContext;
  /** As the client gave them; subgraphs coerce for themselves. */
  readonly rawVariables: Data;
  /** Coerced, with defaults: what conditions are read from. */
  readonly variables: Data;
  /** Grows as fetches answer. */
  readonly data: Data;
  /** Errors that explain no missing value. */
  readonly looseErrors: PublicError[];
}
