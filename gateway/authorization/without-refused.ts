import {
  getNamedType,
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
import { isOfType } from '../execution/type-condition';
import { TYPENAME } from '../planning/anchor-objects';
import { notPlannable } from '../planning/planner';
import { objectsOf } from './collect-rules';
import type { Refusals } from './refusals';

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
  const fragments = new Map<string, FragmentDefinitionNode | null>();
  const asked = new Map<string, boolean>();
  let repeated = 0;
  return { ...document, definitions: document.definitions.flatMap((each) => allowedPart(each) ?? []) };

  function allowedPart(definition: DefinitionNode): DefinitionNode | null {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) return allowedFragment(definition.name.value);
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const root = schema.getRootType(definition.operation);
    return root ? { ...definition, selectionSet: allowedSet(definition.selectionSet, root, 1) } : null;
  }

  /** Null where nothing is left of it. */
  function allowedFragment(name: string): FragmentDefinitionNode | null {
    const known = fragments.get(name);
    if (known !== undefined) return known;
    const fragment = document.definitions.find(
      (each): each is FragmentDefinitionNode =>
        each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name,
    );
    const selections = fragment ? allowed(fragment.selectionSet, typeOf(fragment), 1) : [];
    const part = fragment && selections.length > 0 ? { ...fragment, selectionSet: setOf(selections) } : null;
    fragments.set(name, part);
    return part;
  }

  function allowedSet(set: SelectionSetNode, parent: GraphQLCompositeType, copies: number): SelectionSetNode {
    const selections = allowed(set, parent, copies);
    const isBare = objectsOf(schema, parent).some(({ name }) => !isAskedOf(name, selections));
    return setOf(isBare ? [TYPENAME, ...selections] : selections);
  }

  /** Whether something is asked of objects of a type, whatever the variables are. */
  function isAskedOf(type: string, selections: readonly SelectionNode[]): boolean {
    return selections.some((selection) => {
      if (selection.directives?.length) return false;
      if (selection.kind === Kind.FIELD) return true;
      return selection.kind === Kind.INLINE_FRAGMENT
        ? isAskedIn(selection, type)
        : isAskedInFragment(selection.name.value, type);
    });
  }

  function isAskedIn(
    { typeCondition, selectionSet }: InlineFragmentNode | FragmentDefinitionNode,
    type: string,
  ) {
    const applies = !typeCondition || isOfType(schema, type, typeCondition.name.value);
    return applies && isAskedOf(type, selectionSet.selections);
  }

  /** Remembered, as fragments may name each other in more ways than there is time to go. */
  function isAskedInFragment(name: string, type: string): boolean {
    const key = `${name} ${type}`;
    const fragment = allowedFragment(name);
    const isAsked = asked.get(key) ?? (fragment !== null && isAskedIn(fragment, type));
    asked.set(key, isAsked);
    return isAsked;
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
