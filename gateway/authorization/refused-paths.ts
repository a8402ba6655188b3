import {
  getNamedType,
  isCompositeType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../execution/collect-fields';
import type { Data } from '../subgraph/subgraph-response';
import { objectsOf } from './field-access';
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
  return root ? within(asked(operation.selectionSet, [root]), []) : [];

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
    return selectionSet ? asked(selectionSet, [...found]) : [];
  }

  function asked({ selections }: SelectionSetNode, types: readonly GraphQLObjectType[]): Asked[] {
    return selections.flatMap((selection): Asked[] => {
      if (!isIncluded(selection, variables)) return [];
      if (selection.kind === Kind.FIELD) return [{ field: selection, types }];
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!inner) return [];
      const condition = inner.typeCondition && schema.getType(inner.typeCondition.name.value);
      const narrowed = isCompositeType(condition) ? objectsOf(schema, condition) : types;
      return asked(
        inner.selectionSet,
        types.filter((type) => narrowed.includes(type)),
      );
    });
  }
}
