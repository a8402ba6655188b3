import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { TYPENAME } from '../planning/anchor-objects';
import { notPlannable } from '../planning/planner';
import { objectsOf } from './collect-rules';
import type { Refusals } from './refusals';
import { searchSelections } from './search-selections';

/** Fields that are written more than once, because they are asked of some of an interface's types only. */
const MAX_REPEATED = 5_000;

/**
 * The document without what is refused, for planning. What is refused on some types of an interface only is asked of the
 * others; an object of which nothing may be left is asked for its type, so that the answer tells whether it is there.
 * @param document valid against `schema`; its response names do not matter
 * @throws Fault OPERATION_NOT_PLANNABLE where it would grow without measure
 */
export function withoutRefused(
  document: DocumentNode,
  schema: GraphQLSchema,
  refusals: Refusals,
): DocumentNode {
  const allowedFragments = new Map<string, FragmentDefinitionNode | null>();
  let repeated = 0;
  /** Whether something is asked of an object, whatever the variables are. */
  const isAsked = searchSelections({
    schema,
    fragmentOf: allowedFragment,
    counts: ({ directives = [] }) => directives.length === 0,
    isFound: () => true,
  });
  const isRefused = searchSelections({
    schema,
    fragmentOf: fragmentNamed,
    counts: () => true,
    isFound: (field, type) => refusals.isRefused(type, field.name.value),
  });
  return { ...document, definitions: document.definitions.flatMap((each) => allowedPart(each) ?? []) };

  function allowedPart(definition: DefinitionNode): DefinitionNode | null {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) return allowedFragment(definition.name.value);
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const root = schema.getRootType(definition.operation);
    return root ? { ...definition, selectionSet: allowedSet(definition.selectionSet, root, 1) } : null;
  }

  /** Null where nothing is left of it. */
  function allowedFragment(name: string): FragmentDefinitionNode | null {
    const known = allowedFragments.get(name);
    if (known !== undefined) return known;
    const fragment = fragmentNamed(name);
    const selections = fragment ? allowed(fragment.selectionSet, typeOf(fragment), 1) : [];
    const part = fragment && selections.length > 0 ? { ...fragment, selectionSet: setOf(selections) } : null;
    allowedFragments.set(name, part);
    return part;
  }

  function fragmentNamed(name: string): FragmentDefinitionNode | null {
    const isMeant = (each: DefinitionNode): each is FragmentDefinitionNode =>
      each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name;
    return document.definitions.find(isMeant) ?? null;
  }

  function allowedSet(set: SelectionSetNode, parent: GraphQLCompositeType, copies: number): SelectionSetNode {
    const selections = allowed(set, parent, copies);
    const objects = objectsOf(schema, parent);
    const isBare = objects.some(({ name }) => !isAsked(selections, name));
    // Where it depends on an object's type what is refused, so does what is to be written of it.
    const needsType = isAbstractType(parent) && objects.some(({ name }) => isRefused(set.selections, name));
    return setOf(isBare || needsType ? [TYPENAME, ...selections] : selections);
  }

  function allowed(
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    copies: number,
  ): SelectionNode[] {
    return selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return allowedField(selection, parent, copies);
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return allowedFragment(selection.name.value) ? [selection] : [];
      const inner = allowed(selection.selectionSet, typeOf(selection) ?? parent, copies);
      return inner.length > 0 ? [{ ...selection, selectionSet: setOf(inner) }] : [];
    });
  }

  function allowedField(field: FieldNode, parent: GraphQLCompositeType, copies: number): SelectionNode[] {
    const objects = objectsOf(schema, parent);
    const open = objects.filter((object) => !refusals.isRefused(object.name, field.name.value));
    if (open.length === objects.length) return [withAllowedSet(field, parent, copies)];
    if (open.length === 0) return [];
    const part = withAllowedSet(field, parent, copies * open.length);
    return open.map((object) => fragmentOn(object, part));
  }

  function withAllowedSet(field: FieldNode, parent: GraphQLCompositeType, copies: number): FieldNode {
    repeated += copies - 1;
    if (repeated > MAX_REPEATED) throw notPlannable(new Error('refused fields make the operation too large'));
    const definition = isUnionType(parent) ? undefined : parent.getFields()[field.name.value];
    const type = getNamedType(definition?.type);
    if (!field.selectionSet || !isCompositeType(type)) return field;
    return { ...field, selectionSet: allowedSet(field.selectionSet, type, copies) };
  }

  function typeOf(fragment: FragmentDefinitionNode): GraphQLCompositeType;
  function typeOf(fragment: InlineFragmentNode): GraphQLCompositeType | undefined;
  function typeOf({ typeCondition }: FragmentDefinitionNode | InlineFragmentNode) {
    return typeCondition && (schema.getType(typeCondition.name.value) as GraphQLCompositeType);
  }
}

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

/** A field as it is asked of objects of one type alone. */
export function fragmentOn({ name }: GraphQLObjectType, field: FieldNode): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
    selectionSet: setOf([field]),
  };
}
