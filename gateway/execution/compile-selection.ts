import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { Data } from '../subgraph/subgraph-response';
import { objectsOf } from '../authorization/collect-rules';
import { responseName } from './client-path';
import { collectFields, type CollectContext } from './collect-fields';
import { compileIntrospection } from './introspect';
import { usualValue } from './leaf-value';
import { compileValue, type ValueWriter } from './compile-value';
import type { OperationParts } from './execution';
import { dependentOn, Failure } from './failure';
import { compactText } from './json-text';
import { isData } from './merge';
import { BUBBLE, type ProjectionState, type Written } from './projection-state';
import { isOfType, typenameOf } from './type-condition';
import { compileObjectWriter, type FieldWriter, type ObjectWriter } from './write-object';

/** What a client's selection is compiled from; its variables are those that conditions depend on. */
export interface SelectionContext extends CollectContext {
  prepared: OperationParts;
}

/** Gives what writes the objects of a type, compiled when the type is first met; null where the selection fits none. */
type SelectionWriter = (typename: string) => ObjectWriter | null;

/** Compiles selections on objects of the given type, or of any type that is one. */
export function compileSelection(
  context: SelectionContext,
  typeName: string,
  sets: readonly SelectionSetNode[],
): SelectionWriter {
  const compiled = new Map<string, ObjectWriter | null>();
  return (typename) => {
    const known = compiled.get(typename);
    if (known !== undefined) return known;
    const type = context.schema.getType(typename);
    if (!isCompositeType(type)) return null;
    if (!isOfType(context.schema, typename, typeName)) return null;
    const fields = [...collectFields(context, typename, sets).values()];
    const writer = dependsOnType(context, typename, sets)
      ? null
      : compileObjectWriter(fields.map((nodes) => compileField(context, typename, nodes)));
    // The schema's own text: that of an answer may be a part of it, and hold all of it.
    compiled.set(type.name, writer);
    return writer;
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
    [...collectFields(context, name, sets)]
      .map(([key, nodes]) => `${key} ${nodes.length} ${isRefused(context, name, nodes[0]!.name.value)}`)
      .join();
  const common = selected(typename);
  return context.schema.getPossibleTypes(type).some(({ name }) => selected(name) !== common);
}

function compileField(context: SelectionContext, typename: string, nodes: FieldNode[]): FieldWriter {
  const [node] = nodes as [FieldNode];
  const key = responseName(node);
  const fieldName = node.name.value;
  const parent = context.schema.getType(typename);
  if (fieldName === '__typename') return typenameField(key, typename, isObjectType(parent));
  if (fieldName === '__schema' || fieldName === '__type')
    return { key, source: key, write: compileIntrospection(context.prepared, nodes) };
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[fieldName] : undefined;
  if (!field) throw new Error(`no field ${typename}.${fieldName}`);
  if (isRefused(context, typename, fieldName)) return refusedField(key, field.type);
  const source = context.prepared.sourceNames?.get(node) ?? key;
  const coordinate = `${typename}.${fieldName}`;
  const write = compileValue(field.type, coordinate, compileObject(context, field.type, nodes, coordinate));
  return isLeafType(getNamedType(field.type))
    ? { key, source, write, usual: usualValue(field.type) }
    : {
        key,
        source,
        write: (state, value) => (state.shared.size > 0 ? once(state, value, write) : write(state, value)),
      };
}

/** Whether a field is not for the caller, of objects of any type that they may be of. */
function isRefused({ schema, prepared }: SelectionContext, typename: string, fieldName: string): boolean {
  const { refusals } = prepared;
  const type = refusals && schema.getType(typename);
  if (!isCompositeType(type)) return false;
  const objects = objectsOf(schema, type);
  return objects.length > 0 && objects.every(({ name }) => refusals!.isRefused(name, fieldName));
}

/** Nothing was fetched for it: all that there is to write is that, and why. */
function refusedField(key: string, type: GraphQLOutputType): FieldWriter {
  const written = isNonNullType(type) ? BUBBLE : 'null';
  return {
    key,
    source: key,
    write: (state) => {
      state.reportUnauthorized();
      return written;
    },
  };
}

function typenameField(key: string, typename: string, isConcrete: boolean): FieldWriter {
  const constant = compactText(`"${typename}"`);
  if (isConcrete) return { key, source: key, write: () => constant, constant };
  return { key, source: key, write: (state) => state.refuse('__typename') };
}

function compileObject(
  context: SelectionContext,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  coordinate: string,
): ValueWriter {
  const declared = getNamedType(type).name;
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const writerOf = compileSelection(context, declared, sets);
  return (state, value) => {
    if (!isData(value)) return state.refuse(coordinate);
    const write = writerOf(typenameOf(value) ?? declared);
    return write ? write(state, value) : refuseObject(state, value, coordinate);
  };
}

/** Where the fetch failed that would have told an object's type, that is the reason. */
function refuseObject(state: ProjectionState, value: Data, coordinate: string): typeof BUBBLE {
  const failure = Object.values(value).find((field) => field instanceof Failure);
  if (!failure) return state.refuse(coordinate);
  state.report(dependentOn(failure));
  return BUBBLE;
}

/** Writes a value that stands in several places once. A value with errors is written anew: each has its path. */
function once(state: ProjectionState, value: unknown, write: ValueWriter): Written {
  const texts = state.shared.get(value as object);
  if (texts === undefined) return write(state, value);
  const known = texts?.get(write);
  if (known !== undefined) return known;
  const errors = state.errors.length;
  const written = write(state, value);
  if (written === BUBBLE || state.errors.length !== errors) return written;
  if (texts) texts.set(write, written);
  else state.shared.set(value as object, new Map([[write, written]]));
  return written;
}
