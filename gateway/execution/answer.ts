import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Data } from '../subgraph/subgraph-response';

/** What an operation came to. */
export interface Answer {
  errors?: readonly GraphQLError[];
  /** The data as JSON, as it goes over the wire; absent where the operation was not run. */
  data?: string;
}

/** The same for whoever wants to see the data. */
export function resultOf({ errors, data }: Answer): ExecutionResult {
  return {
    ...(errors && { errors }),
    ...(data !== undefined && { data: JSON.parse(data) as Data | null }),
  };
}
