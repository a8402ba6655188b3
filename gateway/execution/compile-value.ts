import {
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLNullableType,
  type GraphQLOutputType,
} from 'graphql';
import { Failure } from './failure';
import { leafReader } from './leaf-value';
import { BUBBLE, type ProjectionState } from './projection-state';

/** Makes of a value in the data what the client gets at its place, or {@link BUBBLE}. */
export type ValueProjector = (state: ProjectionState, value: unknown) => unknown;

/**
 * Compiles what becomes of values of a type.
 * @param coordinate what errors call the field
 * @param projectObject what becomes of objects
 */
export function compileValue(
  type: GraphQLOutputType,
  coordinate: string,
  projectObject: ValueProjector,
): ValueProjector {
  if (!isNonNullType(type)) return nullable(compilePresent(type, coordinate, projectObject));
  const inner = nullable(compilePresent(type.ofType, coordinate, projectObject));
  const message = `Cannot return null for non-nullable field ${coordinate}.`;
  return (state, value) => {
    const known = state.errors.length;
    const projected = inner(state, value);
    if (projected !== null) return projected;
    if (!(value instanceof Failure) && state.errors.length === known) state.addError(message);
    return BUBBLE;
  };
}

function nullable(project: ValueProjector): ValueProjector {
  return (state, value) => {
    if (value === undefined || value === null) return null;
    if (value instanceof Failure) {
      state.report(value);
      return null;
    }
    const projected = project(state, value);
    return projected === BUBBLE ? null : projected;
  };
}

function compilePresent(
  type: GraphQLNullableType & GraphQLOutputType,
  coordinate: string,
  projectObject: ValueProjector,
): ValueProjector {
  if (isListType(type)) return listOf(compileValue(type.ofType, coordinate, projectObject), coordinate);
  if (!isLeafType(type)) return projectObject;
  const read = leafReader(type);
  return (state, value) => read(value) ?? state.refuse(coordinate);
}

function listOf(project: ValueProjector, coordinate: string): ValueProjector {
  return (state, value) => {
    if (!Array.isArray(value)) return state.refuse(coordinate);
    const { path } = state;
    const depth = path.length;
    const elements: unknown[] = [];
    let bubbles = false;
    for (let index = 0; index < value.length; index += 1) {
      path[depth] = index;
      const element = project(state, value[index]);
      if (element === BUBBLE) bubbles = true;
      else elements.push(element);
    }
    if (value.length > 0) path.pop();
    return bubbles ? BUBBLE : elements;
  };
}
