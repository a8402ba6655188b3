import { isCompositeType, isInterfaceType, type FieldNode } from 'graphql';
import { requiredPart, tellsAll } from '../execution/required-part';
import { isOfType } from '../execution/type-condition';
import { withDocument } from '../planning/fetch-document';
import type { FetchNode, QueryPlanSelectionNode } from '../planning/planner';
import { readEntityOperation, type EntityField } from '../planning/requirements/entity-operation';
import type { Generation } from '../supergraph/generation';
import { objectsOf } from './collect-rules';
import { isKey } from './is-key';
import type { Refusals } from './refusals';

/** Types of entities of which the same fields of a fetch are refused. */
interface Group {
  types: Set<string>;
  allowed: Set<FieldNode>;
}

/**
 * Splits a fetch that asks a subgraph which knows an interface as an object for fields that are refused on some of its
 * types: the planner asks there for all that is wanted of any of them. Each type is asked for what is allowed on it.
 * @returns the fetch as it is where there is no need to
 */
export function splitByRefusals(generation: Generation, fetch: FetchNode, refusals: Refusals): FetchNode[] {
  const { requires = [], contextRewrites = [] } = fetch;
  // What is taken from around an entity is bound to the fetch as it was planned.
  if (requires.length === 0 || contextRewrites.length > 0) return [fetch];
  const operation = readEntityOperation(fetch);
  const groups = groupsOf(generation, fetch, operation.fields, refusals);
  if (groups.every(({ allowed }) => allowed.size === operation.fields.length)) return [fetch];
  const parts = groups.filter(({ allowed }) => allowed.size > 0);
  return parts.map(({ types, allowed }, index) => {
    const operationName = fetch.operationName && `${fetch.operationName}_${index}`;
    const fields = operation.fields.filter(({ field }) => allowed.has(field));
    const own = { ...fetch, operationName, requires: requiredBy(generation, fetch, fields, types) };
    return withDocument(own, operation.part(operationName, allowed));
  });
}

function groupsOf(
  generation: Generation,
  { requires = [], serviceName }: FetchNode,
  fields: readonly EntityField[],
  refusals: Refusals,
): Group[] {
  const { supergraphSchema: schema } = generation;
  const groups = new Map<string, Group>();
  const types = new Set(requires.flatMap((selection) => typesOf(generation, selection)));
  for (const type of types) {
    const isAllowed = ({ typeName, field: { name } }: EntityField) =>
      !isOfType(schema, type, typeName) ||
      !isOfInterfaceObject(generation, serviceName, typeName) ||
      isKey(generation, typeName, name.value) ||
      !refusals.isRefused(type, name.value);
    const allowed = new Set(fields.filter(isAllowed).map(({ field }) => field));
    const signature = fields.map(({ field }) => (allowed.has(field) ? '1' : '0')).join('');
    const group = groups.get(signature) ?? { types: new Set(), allowed };
    groups.set(signature, group);
    group.types.add(type);
  }
  return [...groups.values()];
}

/** Whether a subgraph knows an interface and none of its types. */
function isOfInterfaceObject(
  { supergraphSchema: schema, fieldNeeds }: Generation,
  subgraph: string,
  typeName: string,
): boolean {
  const type = schema.getType(typeName);
  if (!isInterfaceType(type)) return false;
  const isStated = (owner: string) =>
    Object.keys(type.getFields()).some((field) => fieldNeeds.statedIn(subgraph, owner, field));
  return isStated(typeName) && !schema.getPossibleTypes(type).some(({ name }) => isStated(name));
}

function typesOf({ supergraphSchema: schema }: Generation, selection: QueryPlanSelectionNode): string[] {
  const type =
    selection.kind === 'InlineFragment' && selection.typeCondition
      ? schema.getType(selection.typeCondition)
      : undefined;
  return isCompositeType(type) ? objectsOf(schema, type).map(({ name }) => name) : [];
}

/** What is told of entities of some types alone: their keys, and what some fields need. */
function requiredBy(
  generation: Generation,
  { serviceName, requires = [] }: FetchNode,
  fields: readonly EntityField[],
  types: ReadonlySet<string>,
): QueryPlanSelectionNode[] {
  const { fieldNeeds: needs } = generation;
  const keys = fields.flatMap(({ typeName }) => needs.keysOf(serviceName, typeName));
  const others = fields.flatMap(
    ({ typeName, field }) => needs.requiredBy(serviceName, typeName, field.name.value) ?? [],
  );
  const told = requiredPart(requires, [...keys.filter((key) => tellsAll(requires, key)), ...others]);
  return told.flatMap((selection) => ofTypes(generation, selection, types));
}

function ofTypes(
  generation: Generation,
  selection: QueryPlanSelectionNode,
  types: ReadonlySet<string>,
): QueryPlanSelectionNode[] {
  if (selection.kind !== 'InlineFragment') return [selection];
  const told = typesOf(generation, selection).filter((type) => types.has(type));
  return told.map((typeCondition) => ({ ...selection, typeCondition }));
}
