import {
  getNamedType,
  isCompositeType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** What the schema says of a document's answers, whoever asks. */
export interface DocumentPolicy {
  /** Whether they may be kept at all. How long is said by Apollo's cache control, which sees what is resolved. */
  isCacheable: boolean;
  /** The claims that they depend on; null for all. */
  claims: readonly string[] | null;
}

const NOT_CACHEABLE: DocumentPolicy = { isCacheable: false, claims: null };

/** What directives say of a field or a type. */
interface Hint {
  isKept: boolean;
  inherits: boolean;
  claims: readonly string[] | null;
}

/**
 * Reads `@cacheControl` and `@cacheClaims` for all fields of a document. Fields without fields of their own are as those
 * around them; every other one has to say how it may be kept, or its type has. Who says nothing of claims means all.
 */
export function documentPolicy(schema: GraphQLSchema, document: DocumentNode): DocumentPolicy {
  const types = new TypeInfo(schema);
  const claims = new Set<string>();
  let isOfAll = false;
  let isCacheable = true;

  const addClaims = (named: readonly string[] | null) => {
    if (named === null) isOfAll = true;
    else named.forEach((name) => claims.add(name));
  };
  const addHint = ({ isKept, inherits, claims: named }: Hint) => {
    isCacheable &&= isKept || inherits;
    if (!inherits || named) addClaims(named);
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition: ({ operation }) => {
        if (operation !== 'query') isCacheable = false;
      },
      Field: () => {
        const field = types.getFieldDef();
        if (!field || field.name.startsWith('__')) return;
        // Each entity is as its type says; see the fragments.
        if (field.name === '_entities') return;
        const type = getNamedType(field.type);
        const ofField = hintOf(field);
        const isRoot = types.getParentType() === schema.getQueryType();
        if (isCompositeType(type)) addHint(withType(ofField, type));
        else if (isRoot) addHint(ofField);
        else if (ofField.claims) addClaims(ofField.claims);
      },
      InlineFragment: (_node, _key, _parent, path) => {
        const type = types.getType();
        if (type && isOfEntities(document, path)) addHint(hintOf(getNamedType(type)));
      },
      // Planners write them out; what another says of entities in this way is not looked at.
      FragmentSpread: (_node, _key, _parent, path) => {
        if (isOfEntities(document, path)) isCacheable = false;
      },
    }),
  );
  return isCacheable ? { isCacheable, claims: isOfAll ? null : [...claims].sort() } : NOT_CACHEABLE;
}

/** Whether a fragment stands right below `_entities`. */
function isOfEntities(document: DocumentNode, path: readonly (string | number)[]): boolean {
  // …, field, `selectionSet`, `selections`, index
  const field = at(document, path.slice(0, -3));
  return field?.kind === Kind.FIELD && field.name.value === '_entities';
}

function at(document: DocumentNode, path: readonly (string | number)[]): ASTNode | undefined {
  return path.reduce<unknown>(
    (node, key) => (node as Record<string | number, unknown> | undefined)?.[key],
    document,
  ) as ASTNode | undefined;
}

function withType(ofField: Hint, type: GraphQLNamedType): Hint {
  const ofType = hintOf(type);
  return {
    isKept: ofField.isKept || ofType.isKept,
    inherits: ofField.inherits || ofType.inherits,
    claims: ofField.claims ?? ofType.claims,
  };
}

function hintOf({ astNode }: GraphQLField<unknown, unknown> | GraphQLNamedType): Hint {
  const directives = astNode?.directives ?? [];
  const control = argumentsOf(directives, 'cacheControl');
  const names = argumentsOf(directives, 'cacheClaims')?.get('names');
  const maxAge = control?.get('maxAge');
  return {
    isKept: maxAge?.kind === Kind.INT && Number(maxAge.value) > 0,
    inherits: control?.get('inheritMaxAge')?.kind === Kind.BOOLEAN,
    claims:
      names?.kind === Kind.LIST
        ? names.values.flatMap((value) => (value.kind === Kind.STRING ? [value.value] : []))
        : null,
  };
}

function argumentsOf(directives: readonly ConstDirectiveNode[], directive: string) {
  const found = directives.find(({ name }) => name.value === directive);
  return found && new Map((found.arguments ?? []).map(({ name, value }) => [name.value, value]));
}
