import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isImplied, type AccessRule } from './access-rule';

/** What a supergraph says about who may see what. */
export interface AccessDirectives {
  /** Rules by what they stand on, `Type` or `Type.field`. */
  rules: ReadonlyMap<string, readonly AccessRule[]>;
  /** What else the resolvers of fields are told, by `Type.field`. */
  inputs: ReadonlyMap<string, readonly FieldInput[]>;
}

/** Fields whose values a resolver is told, because of `@requires` or `@fromContext`. */
export interface FieldInput {
  /** The type that has the fields; absent, the one of the object that is resolved. */
  type?: string;
  fields: string;
}

const NONE: readonly AccessRule[] = [];

/** All rules that stand before a field of an object; see FieldAccess. */
export function collectRules(
  schema: GraphQLSchema,
  { rules, inputs }: AccessDirectives,
  type: GraphQLObjectType,
  field: string,
): readonly AccessRule[] {
  const collected = new Map<string, AccessRule>();
  const visited = new Set<string>();
  collect(type, field);
  return [...collected.values()];

  function collect(owner: GraphQLObjectType, name: string): void {
    const coordinate = `${owner.name}.${name}`;
    const definition = owner.getFields()[name];
    if (!definition || visited.has(coordinate)) return;
    visited.add(coordinate);
    keep(rules.get(coordinate));
    keepRulesOfType(owner);
    keepRulesOfType(getNamedType(definition.type));
    for (const each of owner.getInterfaces()) keep(ownRules(each, name));
    for (const each of [owner, ...owner.getInterfaces()]) {
      for (const input of inputs.get(`${each.name}.${name}`) ?? []) collectInput(owner, input);
    }
  }

  function keep(found: readonly AccessRule[] = NONE): void {
    for (const rule of found) collected.set(rule.text, rule);
  }

  function keepRulesOfType(one: GraphQLNamedType): void {
    keep(isInterfaceType(one) ? ownRules(one) : rules.get(one.name));
    if (isObjectType(one)) for (const each of one.getInterfaces()) keep(ownRules(each));
  }

  /**
   * What an interface, or a field of it, demands of its own. Composition repeats there what any of its objects demands;
   * that alone is no reason to refuse the others.
   */
  function ownRules(one: GraphQLInterfaceType, name?: string): readonly AccessRule[] {
    const at = (owner: string) => rules.get(name === undefined ? owner : `${owner}.${name}`) ?? NONE;
    const ofObjects = schema.getPossibleTypes(one).flatMap((object) => at(object.name));
    return at(one.name).filter((rule) => !isImplied(rule, ofObjects));
  }

  function collectInput(owner: GraphQLObjectType, input: FieldInput): void {
    const from = input.type === undefined ? owner : schema.getType(input.type);
    if (isCompositeType(from)) collectSelected(from, selectionOf(input.fields));
  }

  function collectSelected(from: GraphQLCompositeType, { selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        for (const object of objectsOf(schema, from)) {
          collect(object, name);
          const inner = getNamedType(object.getFields()[name]?.type);
          if (selection.selectionSet && isCompositeType(inner))
            collectSelected(inner, selection.selectionSet);
        }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        collectSelected(isCompositeType(condition) ? condition : from, selection.selectionSet);
      }
    }
  }
}

/** The types that an object of a type can be of. */
export function objectsOf(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}

/** A field set, with or without braces around it. */
function selectionOf(fields: string): SelectionSetNode {
  const [operation] = parse(/^\s*\{/.test(fields) ? fields : `{ ${fields} }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no field set: ${fields}`);
  return operation.selectionSet;
}
