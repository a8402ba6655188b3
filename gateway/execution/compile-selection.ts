import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type FieldNode,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { Data } from '../subgraph/subgraph-response';
import { responseName } from './client-path';
import { collectFields, type CollectContext } from './collect-fields';
import { compileIntrospection } from './introspect';
import { compileValue, type ValueProjector } from './compile-value';
import type { OperationParts } from './execution';
import { dependentOn, Failure } from './failure';
import { isData } from './merge';
import { getOwn, setOwn } from './own-property';
import { BUBBLE, type ProjectionState } from './projection-state';
import { isOfType, typenameOf } from './type-condition';

/** What a client's selection is compiled from; its variables are those that conditions depend on. */
export interface SelectionContext extends CollectContext {
  prepared: OperationParts;
}

/** A field of one type as the client gets it. */
interface FieldProjector {
  /** The client's name for it. */
  key: string;
  project: (state: ProjectionState, object: Data) => unknown;
}

/** Gives the fields that a selection has for a type, compiled when the type is first met; null where it fits none. */
type SelectionProjector = (typename: string) => readonly FieldProjector[] | null;

/** Compiles selections on objects of the given type, or of any type that is one. */
export function compileSelection(
  context: SelectionContext,
  typeName: string,
  sets: readonly SelectionSetNode[],
): SelectionProjector {
  const compiled = new Map<string, readonly FieldProjector[] | null>();
  return (typename) => {
    const known = compiled.get(typename);
    if (known !== undefined) return known;
    if (!isCompositeType(context.schema.getType(typename))) return null;
    if (!isOfType(context.schema, typename, typeName)) return null;
    const fields = dependsOnType(context, typename, sets)
      ? null
      : [...collectFields(context, typename, sets).values()].map((nodes) =>
          compileField(context, typename, nodes),
        );
    compiled.set(typename, fields);
    return fields;
  };
}

/** Whether something is selected on some of an interface's types only: then it is not enough to know the interface. */
function dependsOnType(
  context: SelectionContext,
  typename: string,
  sets: readonly SelectionSetNode[],
): boolean {
  const type = context.schema.getType(typename);
  if (!isInterfaceType(type)) return false;
  const selected = (name: string) =>
    [...collectFields(context, name, sets)].map(([key, nodes]) => `${key} ${nodes.length}`).join();
  const common = selected(typename);
  return context.schema.getPossibleTypes(type).some(({ name }) => selected(name) !== common);
}

/** Projects an object; all fields are visited also after one bubbles, as their errors are the client's, too. */
export function projectFields(
  state: ProjectionState,
  fields: readonly FieldProjector[],
  object: Data,
): Data | typeof BUBBLE {
  const { path } = state;
  const depth = path.length;
  const result: Data = {};
  let bubbles = false;
  for (const { key, project } of fields) {
    path[depth] = key;
    const value = project(state, object);
    if (value === BUBBLE) bubbles = true;
    else setOwn(result, key, value);
  }
  if (fields.length > 0) path.pop();
  return bubbles ? BUBBLE : result;
}

function compileField(context: SelectionContext, typename: string, nodes: FieldNode[]): FieldProjector {
  const [node] = nodes as [FieldNode];
  const key = responseName(node);
  const fieldName = node.name.value;
  const parent = context.schema.getType(typename);
  if (fieldName === '__typename') return { key, project: projectTypename(typename, isObjectType(parent)) };
  if (fieldName === '__schema' || fieldName === '__type') {
    return { key, project: compileIntrospection(context.prepared, nodes) };
  }
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[fieldName] : undefined;
  if (!field) throw new Error(`no field ${typename}.${fieldName}`);
  const source = context.prepared.sourceNames?.get(node) ?? key;
  const coordinate = `${typename}.${fieldName}`;
  const project = compileValue(field.type, coordinate, compileObject(context, field.type, nodes, coordinate));
  return {
    key,
    project: (state, object) => {
      const value = getOwn(object, source);
      return state.shared.size > 0 ? once(state, value, project) : project(state, value);
    },
  };
}

function projectTypename(typename: string, isConcrete: boolean): FieldProjector['project'] {
  return (state) => (isConcrete ? typename : state.refuse('__typename'));
}

function compileObject(
  context: SelectionContext,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  coordinate: string,
): ValueProjector {
  const declared = getNamedType(type).name;
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const fieldsOf = compileSelection(context, declared, sets);
  return (state, value) => {
    if (!isData(value)) return state.refuse(coordinate);
    const fields = fieldsOf(typenameOf(value) ?? declared);
    return fields ? projectFields(state, fields, value) : refuseObject(state, value, coordinate);
  };
}

/** Where the fetch failed that would have told an object's type, that is the reason. */
function refuseObject(state: ProjectionState, value: Data, coordinate: string): typeof BUBBLE {
  const failure = Object.values(value).find((field) => field instanceof Failure);
  if (!failure) return state.refuse(coordinate);
  state.report(dependentOn(failure));
  return BUBBLE;
}

/** Projects a value that stands in several places once. A value with errors is projected anew: each has its path. */
function once(state: ProjectionState, value: unknown, project: ValueProjector): unknown {
  const memo = state.shared.get(value as object);
  if (!memo) return project(state, value);
  const known = memo.get(project);
  if (known !== undefined) return known;
  const errors = state.errors.length;
  const projected = project(state, value);
  if (state.errors.length === errors && typeof projected === 'object') memo.set(project, projected);
  return projected;
}
