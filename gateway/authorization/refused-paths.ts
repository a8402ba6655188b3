import {
  getNamedType,
  isCompositeType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../execution/collect-fields';
import type { Data } from '../subgraph/subgraph-response';
import { objectsOf } from './collect-rules';
import type { Refusals } from './refusals';

/** An operation as its client wrote it. */
interface Written {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

type Path = readonly string[];

/** A field with the types of the objects that it may be asked of. */
interface Asked {
  field: FieldNode;
  types: readonly GraphQLObjectType[];
}

/**
 * The client's paths of all fields that are refused on an object they may be asked of, as far as that is known without
 * data: there are no indices in them, and nothing below a refused field is told.
 */
export function refusedPaths(
  { schema, operation, fragments }: Written,
  refusals: Refusals,
  variables: Data,
): Path[] {
  const root = schema.getRootType(operation.operation);
  return root ? within(asked(operation.selectionSet, [root], new Set()), []) : [];

  function within(fields: readonly Asked[], path: Path): Path[] {
    const byName = new Map<string, Asked[]>();
    for (const each of fields) {
      const name = (each.field.alias ?? each.field.name).value;
      byName.set(name, [...(byName.get(name) ?? []), each]);
    }
    return [...byName].flatMap(([name, same]) => {
      const here = [...path, name];
      return same.some(isRefused) ? [here] : within(same.flatMap(inside), here);
    });
  }

  function isRefused({ field, types }: Asked): boolean {
    return types.some((type) => refusals.isRefused(type.name, field.name.value));
  }

  function inside({ field: { name, selectionSet }, types }: Asked): Asked[] {
    const found = new Set<GraphQLObjectType>();
    for (const type of types) {
      const inner = getNamedType(type.getFields()[name.value]?.type);
      if (isCompositeType(inner)) for (const object of objectsOf(schema, inner)) found.add(object);
    }
    return selectionSet ? asked(selectionSet, [...found], new Set()) : [];
  }

  /** @param visited fragments, with the types they were asked of */
  function asked(
    { selections }: SelectionSetNode,
    types: readonly GraphQLObjectType[],
    visited: Set<string>,
  ): Asked[] {
    return selections.flatMap((selection): Asked[] => {
      if (!isIncluded(selection, variables)) return [];
      if (selection.kind === Kind.FIELD) return [{ field: selection, types }];
      if (selection.kind === Kind.INLINE_FRAGMENT) return askedIn(selection, types, visited);
      const key = [selection.name.value, ...types].join(' ');
      const fragment = fragments.get(selection.name.value);
      if (!fragment || visited.has(key)) return [];
      visited.add(key);
      return askedIn(fragment, types, visited);
    });
  }

  function askedIn(
    { typeCondition, selectionSet }: InlineFragmentNode | FragmentDefinitionNode,
    types: readonly GraphQLObjectType[],
    visited: Set<string>,
  ): Asked[] {
    const condition = typeCondition && schema.getType(typeCondition.name.value);
    const narrowed = isCompositeType(condition) ? objectsOf(schema, condition) : types;
    const applicable = types.filter((type) => narrowed.includes(type));
    return asked(selectionSet, applicable, visited);
  }
}
