import {
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { argumentText } from './argument-text';
import { shapeOf, type ReservedNames } from './reserved-names';

/** A document as it is planned, and where it differs from the client's. */
export interface ProtectedDocument {
  document: DocumentNode;
  /**
   * The response name that a field of the client's document has in the data of subgraphs, where it is not the client's
   * own. No two names of the client share one, and fields that the client may see merged do.
   */
  sourceNames?: ReadonlyMap<FieldNode, string>;
}

/** The planner makes names of this kind for fields of one name that cannot be merged. */
const PLANNER_ALIAS = '__alias_';

/**
 * Renames the fields of a document whose response names the planner could take for what it asks for itself. Where there
 * are none, the document is returned as it is.
 * @param document valid against `schema`
 */
export function protectNames(
  document: DocumentNode,
  schema: GraphQLSchema,
  reserved: ReservedNames,
): ProtectedDocument {
  const sourceNames = new Map<FieldNode, string>();
  const exposed = exposedFields(document, schema, reserved);
  if (exposed.length === 0) return { document };
  const nameOf = nameGiver(document, reserved);
  for (const field of exposed) sourceNames.set(field, nameOf(field));
  return { document: withNames(document, sourceNames), sourceNames };
}

export function responseNameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function exposedFields(document: DocumentNode, schema: GraphQLSchema, reserved: ReservedNames): FieldNode[] {
  const exposed = new Set<FieldNode>();
  const merged: FieldNode[] = [];
  const types = new TypeInfo(schema);
  const visitor = {
    Field(field: FieldNode) {
      const parent = types.getParentType();
      const names = isPlainRoot(schema, parent) ? ROOT_NAMES : reserved;
      if (isExposed(field, names, types.getType())) exposed.add(field);
      if (parent && reserved.mergedTypes.has(parent.name)) merged.push(field);
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
  for (const field of ambiguousAmong(merged)) exposed.add(field);
  return [...exposed];
}

/** Those whose response name stands for several things. */
function ambiguousAmong(fields: readonly FieldNode[]): FieldNode[] {
  const meanings = new Map<string, Set<string>>();
  for (const field of fields) {
    const name = responseNameOf(field);
    meanings.set(name, (meanings.get(name) ?? new Set<string>()).add(identityOf(field)));
  }
  return fields.filter((field) => (meanings.get(responseNameOf(field))?.size ?? 0) > 1);
}

/** Root types have no keys and nothing to require; only their name is asked for. */
const ROOT_NAMES: Pick<ReservedNames, 'fields' | 'withArguments'> = {
  fields: new Map([['__typename', new Set(['String!'])]]),
  withArguments: new Set(),
};

/** A root type with an interface is an object like any other: one selection may be of both. */
function isPlainRoot(schema: GraphQLSchema, type: ReturnType<TypeInfo['getParentType']>): boolean {
  if (!isObjectType(type) || type.getInterfaces().length > 0) return false;
  return type === schema.getQueryType() || type === schema.getMutationType() || isSubscription(schema, type);
}

function isSubscription(schema: GraphQLSchema, type: unknown): boolean {
  return type === schema.getSubscriptionType();
}

function isExposed(
  field: FieldNode,
  { fields, withArguments }: Pick<ReservedNames, 'fields' | 'withArguments'>,
  type: GraphQLOutputType | null | undefined,
): boolean {
  const responseName = responseNameOf(field);
  if (responseName.includes(PLANNER_ALIAS)) return true;
  const shapes = fields.get(responseName);
  if (!shapes) return false;
  const isAnother = field.name.value !== responseName;
  return isAnother || hasArguments(field) || withArguments.has(responseName) || !isOnly(shapes, type);
}

/** The planner's field may stand in another type of the same union: both must be of one shape, or neither merges. */
function isOnly(shapes: ReadonlySet<string>, type: GraphQLOutputType | null | undefined): boolean {
  if (!type) return false;
  return shapes.size === 1 && shapes.has(shapeOf(String(type), isCompositeType(getNamedType(type))));
}

function hasArguments({ arguments: given = [] }: FieldNode): boolean {
  return given.length > 0;
}

/** Fields with the same response name, field and arguments get one name; all others get different ones. */
function nameGiver(document: DocumentNode, reserved: ReservedNames): (field: FieldNode) => string {
  const taken = new Set([...reserved.fields.keys(), ...responseNamesIn(document)]);
  const given = new Map<string, string>();
  let counter = 0;
  return (field) => {
    const identity = identityOf(field);
    const known = given.get(identity);
    if (known) return known;
    let name: string;
    do name = `p${counter++}_${field.name.value}`;
    while (taken.has(name));
    given.set(identity, name);
    return name;
  };
}

function responseNamesIn(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, { Field: (field) => void names.add(responseNameOf(field)) });
  return names;
}

function identityOf(field: FieldNode): string {
  return [responseNameOf(field), field.name.value, argumentText(field)].join(' ');
}

function withNames(document: DocumentNode, names: ReadonlyMap<FieldNode, string>): DocumentNode {
  const renamed = new Map(
    [...names].map(([field, name]) => [field, { kind: Kind.NAME, value: name } as const]),
  );
  return visit<DocumentNode>(document, {
    Field: {
      // On leaving, the node may already be a copy with renamed fields inside; on entering it is the client's.
      enter(field) {
        const alias = renamed.get(field);
        return alias && { ...field, alias };
      },
    },
  });
}
