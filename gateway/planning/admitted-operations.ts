import { createHash } from 'node:crypto';
import { OperationTypeNode, stripIgnoredCharacters, type GraphQLError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { admit, type AdmissionOptions } from './admit';
import type { OperationSource } from './prepare';

/** Admits operations as {@link admit} does. */
export type Admission = (
  asked: { query: string; operationName?: string | null },
  schema: GraphQLSchema,
) => OperationSource | readonly GraphQLError[];

type Known = Pick<OperationSource, 'document' | 'hash'>;

/** What documents may take of the heap, as estimated from their texts. */
const MAX_BYTES = 32 * 1024 * 1024;
/** As measured, rounded up. */
const BYTES_PER_CHARACTER = 100;

/**
 * Remembers what was found valid, so that thousands who ask for the same have one document in common, which is parsed and
 * validated once for each schema.
 */
export function createAdmission(options: AdmissionOptions): Admission {
  const bySchema = new WeakMap<GraphQLSchema, LRUCache<string, Known>>();

  return ({ query, operationName }, schema) => {
    let known = bySchema.get(schema);
    if (!known) bySchema.set(schema, (known = new LRUCache({ maxSize: MAX_BYTES })));
    let operation = known.get(query);
    if (!operation) {
      const admitted = admit({ query }, schema, options);
      if (isErrors(admitted)) return admitted;
      const { document } = admitted;
      operation = { document, hash: hashOf(query, admitted) };
      known.set(query, operation, { size: Math.max(1, query.length) * BYTES_PER_CHARACTER });
    }
    return operationName ? { ...operation, operationName } : operation;
  };
}

/** Subscriptions that are written differently and mean the same are followed together. */
function hashOf(query: string, { document, hash }: Known): string {
  const isSubscription = document.definitions.some(
    (definition) => 'operation' in definition && definition.operation === OperationTypeNode.SUBSCRIPTION,
  );
  if (!isSubscription) return hash;
  return createHash('sha256').update(stripIgnoredCharacters(query)).digest('hex');
}

function isErrors(admitted: OperationSource | readonly GraphQLError[]): admitted is readonly GraphQLError[] {
  return Array.isArray(admitted);
}
