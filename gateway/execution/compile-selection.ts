import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  type FieldNode,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { Data } from '../subgraph/subgraph-response';
import { responseName } from './client-path';
import { collectFields, type CollectContext } from './collect-fields';
import { compileIntrospection } from './introspect';
import { compileValue, type ValueWriter } from './compile-value';
import type { OperationParts } from './execution';
import { compactText } from './json-text';
import { isData } from './merge';
import { getOwn } from './own-property';
import { BUBBLE, type ProjectionState, type Written } from './projection-state';
import { isOfType, typenameOf } from './type-condition';

/** What a client's selection is compiled from; its variables are those that conditions depend on. */
export interface SelectionContext extends CollectContext {
  prepared: OperationParts;
}

/** A field of one type as the client gets it. */
interface FieldWriter {
  /** The client's name for it. */
  key: string;
  /** What stands before its value. */
  label: string;
  write: (state: ProjectionState, object: Data) => Written;
}

/** Gives the fields that a selection has for a type, compiled when the type is first met; null where it fits none. */
type SelectionWriter = (typename: string) => readonly FieldWriter[] | null;

/** Compiles selections on objects of the given type, or of any type that is one. */
export function compileSelection(
  context: SelectionContext,
  typeName: string,
  sets: readonly SelectionSetNode[],
): SelectionWriter {
  const compiled = new Map<string, readonly FieldWriter[]>();
  return (typename) => {
    const known = compiled.get(typename);
    if (known) return known;
    if (!isCompositeType(context.schema.getType(typename))) return null;
    if (!isOfType(context.schema, typename, typeName)) return null;
    const fields = [...collectFields(context, typename, sets).values()].map((nodes, index) =>
      compileField(context, typename, nodes, index === 0 ? '{' : ','),
    );
    compiled.set(typename, fields);
    return fields;
  };
}

/** Writes an object; all fields are visited also after one bubbles, as their errors are the client's, too. */
export function writeFields(state: ProjectionState, fields: readonly FieldWriter[], object: Data): Written {
  const { path } = state;
  const depth = path.length;
  let text = fields.length > 0 ? '' : '{';
  let bubbles = false;
  for (const { key, label, write } of fields) {
    path[depth] = key;
    const value = write(state, object);
    if (value === BUBBLE) bubbles = true;
    else text += label + value;
  }
  if (fields.length > 0) path.pop();
  return bubbles ? BUBBLE : `${text}}`;
}

function compileField(
  context: SelectionContext,
  typename: string,
  nodes: FieldNode[],
  separator: string,
): FieldWriter {
  const [node] = nodes as [FieldNode];
  const key = responseName(node);
  const label = compactText(`${separator}"${key}":`);
  return { key, label, write: compileFieldValue(context, typename, nodes, key) };
}

function compileFieldValue(
  context: SelectionContext,
  typename: string,
  nodes: FieldNode[],
  key: string,
): FieldWriter['write'] {
  const [node] = nodes as [FieldNode];
  const fieldName = node.name.value;
  const parent = context.schema.getType(typename);
  if (fieldName === '__typename') return typenameWriter(typename, isObjectType(parent));
  if (fieldName === '__schema' || fieldName === '__type') return compileIntrospection(context.prepared, nodes);
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[fieldName] : undefined;
  if (!field) throw new Error(`no field ${typename}.${fieldName}`);
  const source = context.prepared.sourceNames?.get(node) ?? key;
  const coordinate = `${typename}.${fieldName}`;
  const write = compileValue(field.type, coordinate, compileObject(context, field.type, nodes, coordinate));
  if (isLeafType(getNamedType(field.type))) return (state, object) => write(state, getOwn(object, source));
  return (state, object) => {
    const value = getOwn(object, source);
    return state.shared.size > 0 ? once(state, value, write) : write(state, value);
  };
}

function typenameWriter(typename: string, isConcrete: boolean): FieldWriter['write'] {
  const text = compactText(`"${typename}"`);
  return (state) => (isConcrete ? text : state.refuse('__typename'));
}

function compileObject(
  context: SelectionContext,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  coordinate: string,
): ValueWriter {
  const declared = getNamedType(type).name;
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const fieldsOf = compileSelection(context, declared, sets);
  return (state, value) => {
    if (!isData(value)) return state.refuse(coordinate);
    const fields = fieldsOf(typenameOf(value) ?? declared);
    return fields ? writeFields(state, fields, value) : state.refuse(coordinate);
  };
}

/** Writes a value that stands in several places once. A value with errors is written anew: each has its path. */
function once(state: ProjectionState, value: unknown, write: ValueWriter): Written {
  const memo = state.shared.get(value as object);
  if (!memo) return write(state, value);
  const known = memo.get(write);
  if (known !== undefined) return known;
  const errors = state.errors.length;
  const written = write(state, value);
  if (written !== BUBBLE && state.errors.length === errors) memo.set(write, written);
  return written;
}
