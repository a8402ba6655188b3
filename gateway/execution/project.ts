import {
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
  type GraphQLOutputType,
  type SelectionSetNode,
  isInterfaceType,
} from 'graphql';
import { PublicError } from '../public-error';
import type { Data } from '../subgraph/subgraph-response';
import { collectFields, type CollectContext } from './collect-fields';
import type { Execution } from './execution';
import { Failure, type Path } from './failure';
import { introspect } from './introspect';
import { leafValue } from './leaf-value';
import { isData } from './merge';
import { getOwn, setOwn } from './own-property';
import { typenameOf } from './type-condition';

/** A null that its position does not allow, on its way to the nearest one that does. Its error is already recorded. */
const BUBBLE = Symbol('bubble');

interface Projection extends CollectContext {
  run: Execution;
  errors: GraphQLError[];
}

/**
 * Shapes what the fetches brought into what the client asked for: its names, its order, its types. Nulls where the
 * schema allows none move up, with an error as the specification has it.
 */
export function project(run: Execution): ExecutionResult {
  const { generation, fragments, kind, operation } = run.prepared;
  const schema = generation.apiSchema;
  const projection = { schema, fragments, variables: run.variables, run, errors: [] };
  const rootType = schema.getRootType(kind);
  if (!rootType) throw new Error(`the schema has no ${kind} type`);
  const data = projectObject(projection, rootType.name, run.data, [operation.selectionSet], []);
  const errors = [...run.looseErrors, ...projection.errors];
  return { ...(errors.length > 0 && { errors }), data: data === BUBBLE ? null : data };
}

function projectObject(
  projection: Projection,
  typename: string,
  source: Data,
  selectionSets: readonly SelectionSetNode[],
  path: Path,
): Data | typeof BUBBLE {
  const result: Data = {};
  let bubbles = false;
  for (const [key, nodes] of collectFields(projection, typename, selectionSets)) {
    const value = projectField(projection, typename, source, nodes, [...path, key]);
    // The siblings are still visited: their errors are the client's, too.
    if (value === BUBBLE) bubbles = true;
    else setOwn(result, key, value);
  }
  return bubbles ? BUBBLE : result;
}

function projectField(
  projection: Projection,
  typename: string,
  source: Data,
  nodes: FieldNode[],
  path: Path,
): unknown {
  const fieldName = nodes[0]!.name.value;
  const key = path.at(-1)!;
  if (fieldName === '__typename') return projectTypename(projection, typename, path);
  if (fieldName === '__schema' || fieldName === '__type') return projectIntrospection(projection, nodes, key);
  const parent = projection.schema.getType(typename);
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[fieldName] : undefined;
  if (!field) throw new Error(`no field ${typename}.${fieldName}`);
  const sourceName = projection.run.prepared.sourceNames?.get(nodes[0]!) ?? key;
  return projectValue(
    projection,
    field.type,
    getOwn(source, sourceName),
    nodes,
    path,
    `${typename}.${fieldName}`,
  );
}

function projectTypename(projection: Projection, typename: string, path: Path): unknown {
  return isObjectType(projection.schema.getType(typename))
    ? typename
    : refuse(projection, '__typename', path);
}

function projectIntrospection(
  { run, errors }: Projection,
  nodes: readonly FieldNode[],
  key: string | number,
): unknown {
  const result = introspect(run, nodes);
  errors.push(...(result.errors ?? []));
  return result.data?.[key] ?? null;
}

function projectValue(
  projection: Projection,
  type: GraphQLOutputType,
  value: unknown,
  nodes: FieldNode[],
  path: Path,
  coordinate: string,
): unknown {
  if (isNonNullType(type)) {
    const known = projection.errors.length;
    const inner = projectValue(projection, type.ofType, value, nodes, path, coordinate);
    if (inner !== null) return inner;
    if (!(value instanceof Failure) && projection.errors.length === known) {
      addError(projection, `Cannot return null for non-nullable field ${coordinate}.`, path);
    }
    return BUBBLE;
  }
  if (value instanceof Failure) return reportFailure(projection, value, path);
  if (value === undefined || value === null) return null;
  const shaped = projectPresent(projection, type, value, nodes, path, coordinate);
  return shaped === BUBBLE ? null : shaped;
}

function projectPresent(
  projection: Projection,
  type: GraphQLOutputType,
  value: unknown,
  nodes: FieldNode[],
  path: Path,
  coordinate: string,
): unknown {
  if (isListType(type)) {
    if (!Array.isArray(value)) return refuse(projection, coordinate, path);
    const elements = value.map((element, index) =>
      projectValue(projection, type.ofType, element, nodes, [...path, index], coordinate),
    );
    return elements.includes(BUBBLE) ? BUBBLE : elements;
  }
  if (isLeafType(type)) return leafValue(type, value) ?? refuse(projection, coordinate, path);
  if (!isData(value)) return refuse(projection, coordinate, path);
  const typename = typenameOf(value) ?? getNamedType(type).name;
  if (!projection.schema.getType(typename)) return refuse(projection, coordinate, path);
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return projectObject(projection, typename, value, selectionSets, path);
}

/** A subgraph sent what its own schema does not allow. The value is not shown: it may be hidden from clients. */
function refuse(projection: Projection, coordinate: string, path: Path): typeof BUBBLE {
  addError(projection, `Invalid value found for field ${coordinate}.`, path);
  return BUBBLE;
}

function addError({ errors }: Projection, message: string, path: Path): void {
  errors.push(new PublicError(message, { path, extensions: { code: 'SUBGRAPH_INVALID_RESPONSE' } }));
}

function reportFailure({ errors }: Projection, { causes }: Failure, path: Path): null {
  for (const cause of causes) {
    if (cause.isReported) continue;
    if (cause.isOfParent) cause.isReported = true;
    const base = cause.isOfParent ? path.slice(0, -1) : path;
    errors.push(
      new PublicError(cause.message, { path: [...base, ...cause.below], extensions: cause.extensions }),
    );
  }
  return null;
}
