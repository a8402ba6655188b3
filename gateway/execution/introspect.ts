import { executeSync, Kind, OperationTypeNode, type ExecutionResult, type FieldNode } from 'graphql';
import type { Data } from '../subgraph/subgraph-response';
import { responseName } from './client-path';
import type { OperationParts } from './execution';
import type { ProjectionState } from './projection-state';

/**
 * Compiles `__schema` or `__type`, which no subgraph is asked for. Without variables the answer never changes and is
 * kept.
 */
export function compileIntrospection(
  prepared: OperationParts,
  nodes: readonly FieldNode[],
): (state: ProjectionState) => string {
  const key = responseName(nodes[0]!);
  const isConstant = !prepared.operation.variableDefinitions?.length;
  let known: { text: string; errors: ExecutionResult['errors'] } | undefined;
  return (state) => {
    const { text, errors = [] } = known ?? ask(state.run.rawVariables);
    if (isConstant) known = { text, errors };
    state.errors.push(...errors);
    return text;
  };

  function ask(variables: Data) {
    const { data, errors } = introspect(prepared, nodes, variables);
    return { text: JSON.stringify(data?.[key] ?? null), errors };
  }
}

function introspect(
  { operation, fragments, generation }: OperationParts,
  selections: readonly FieldNode[],
  variableValues: Data,
): ExecutionResult {
  return executeSync({
    schema: generation.apiSchema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          ...operation,
          operation: OperationTypeNode.QUERY,
          selectionSet: { kind: Kind.SELECTION_SET, selections },
        },
        ...fragments.values(),
      ],
    },
    variableValues,
  });
}
