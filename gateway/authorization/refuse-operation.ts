import { collectFields } from '../execution/collect-fields';
import type { OperationParts } from '../execution/execution';
import type { PublicError } from '../public-error';
import type { Data } from '../subgraph/subgraph-response';
import { refusedPaths } from './refused-paths';
import { unauthorizedField, type Refusals } from './refusals';

/**
 * The errors that refuse an operation before any of it is run: those of all refused fields where one of them refuses the
 * operation, that of its root field where there is nothing to subscribe to. Otherwise none.
 */
export function operationRefusal(
  parts: Pick<OperationParts, 'generation' | 'kind' | 'operation' | 'fragments' | 'refusals'>,
  variables: Data,
): PublicError[] {
  const { generation, refusals, ...written } = parts;
  if (!refusals) return [];
  const schema = generation.apiSchema;
  if (refusals.refusesOperations)
    return refusedPaths({ ...written, schema }, refusals, variables).map(unauthorizedField);
  return parts.kind === 'subscription' ? refusedRoots(parts, refusals, variables) : [];
}

function refusedRoots(
  { generation, fragments, operation, kind }: Parameters<typeof operationRefusal>[0],
  refusals: Refusals,
  variables: Data,
): PublicError[] {
  const { apiSchema: schema } = generation;
  const root = schema.getRootType(kind)?.name ?? '';
  const fields = collectFields({ schema, fragments, variables }, root, [operation.selectionSet]);
  return [...fields].flatMap(([name, [field]]) =>
    field && refusals.isRefused(root, field.name.value) ? [unauthorizedField([name])] : [],
  );
}
