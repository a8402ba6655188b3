import {
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type SelectionNode,
} from 'graphql';
import { objectsOf } from '../../authorization/collect-rules';
import { fetchDocument } from '../../planning/fetch-document';
import { fetchesOf } from '../../planning/fetches-of';
import type { PreparedOperation } from '../../planning/prepare';
import type { Generation } from '../../supergraph/generation';

/** Names of claims; null stands for all there are. */
export type ClaimsNeeded = readonly string[] | null;

const known = new WeakMap<PreparedOperation, ClaimsNeeded>();

/**
 * What the answers to an operation may depend on of who asks: what the supergraph declares of each field that its plan
 * asks subgraphs for, keys and requirements included. A field of which nothing is declared may depend on everything.
 */
export function claimsNeeded(prepared: PreparedOperation): ClaimsNeeded {
  let claims = known.get(prepared);
  if (claims === undefined) known.set(prepared, (claims = readClaims(prepared)));
  return claims;
}

function readClaims({ generation, plan }: PreparedOperation): ClaimsNeeded {
  const { supergraphSchema: schema } = generation;
  const claims = new Set<string>();
  for (const fetch of fetchesOf(plan.node)) {
    for (const definition of fetchDocument(fetch).definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const root = schema.getRootType(definition.operation);
      for (const needed of ofSelections(generation, definition.selectionSet.selections, root)) {
        if (needed === null) return null;
        for (const claim of needed) claims.add(claim);
      }
    }
  }
  return [...claims].sort();
}

type Owner = GraphQLNamedType | null | undefined;

function* ofSelections(
  generation: Generation,
  selections: readonly SelectionNode[],
  type: Owner,
): Generator<ClaimsNeeded> {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    const inner = selection.selectionSet?.selections ?? [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const narrowed = condition === undefined ? type : generation.supergraphSchema.getType(condition);
      yield* ofSelections(generation, inner, narrowed);
    } else {
      const name = selection.name.value;
      // Type names tell of the schema; entities are asked for by type.
      if (name.startsWith('__')) continue;
      if (name !== '_entities') yield* ofField(generation, type, name);
      yield* ofSelections(generation, inner, typeOfField(generation, type, name));
    }
  }
}

/** Whichever object it is a field of. */
function* ofField({ supergraphSchema: schema, liveDirectives }: Generation, type: Owner, name: string) {
  const objects = isCompositeType(type) ? objectsOf(schema, type) : [];
  if (objects.length === 0) yield null;
  const { claims } = liveDirectives;
  for (const object of objects) {
    yield claims.get(`${object.name}.${name}`) ?? claims.get(object.name) ?? null;
  }
}

function typeOfField({ supergraphSchema: schema }: Generation, type: Owner, name: string): Owner {
  if (!isCompositeType(type)) return null;
  const owners: readonly GraphQLCompositeType[] = [type, ...objectsOf(schema, type)];
  for (const owner of owners) {
    const field = isUnionType(owner) ? undefined : owner.getFields()[name];
    if (field) return getNamedType(field.type);
  }
  return null;
}
