import { executeSync, Kind, OperationTypeNode, type ExecutionResult, type FieldNode } from 'graphql';
import type { Execution } from './execution';

/** Answers `__schema` and `__type`, which no subgraph is asked for. */
export function introspect(
  { prepared, rawVariables }: Execution,
  fields: readonly FieldNode[],
): ExecutionResult {
  const { operation, fragments, generation } = prepared;
  return executeSync({
    schema: generation.apiSchema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          ...operation,
          operation: OperationTypeNode.QUERY,
          selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
        },
        ...fragments.values(),
      ],
    },
    variableValues: rawVariables,
  });
}
