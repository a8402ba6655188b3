import {
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLLeafType,
  type GraphQLNullableType,
  type GraphQLOutputType,
} from 'graphql';
import { Failure } from './failure';
import { leafWriter } from './leaf-value';
import { BUBBLE, type ProjectionState, type Written } from './projection-state';

/** Writes a value in the data as the client gets it at its place. */
export type ValueWriter = (state: ProjectionState, value: unknown) => Written;

/**
 * Compiles what becomes of values of a type.
 * @param coordinate what errors call the field
 * @param writeObject what becomes of objects
 */
export function compileValue(
  type: GraphQLOutputType,
  coordinate: string,
  writeObject: ValueWriter,
): ValueWriter {
  if (!isNonNullType(type)) return compileNullable(type, coordinate, writeObject);
  const inner = compileNullable(type.ofType, coordinate, writeObject);
  const message = `Cannot return null for non-nullable field ${coordinate}.`;
  return (state, value) => {
    const known = state.errors.length;
    const written = inner(state, value);
    if (written !== 'null') return written;
    if (!(value instanceof Failure) && state.errors.length === known) state.addError(message);
    return BUBBLE;
  };
}

function compileNullable(
  type: GraphQLNullableType & GraphQLOutputType,
  coordinate: string,
  writeObject: ValueWriter,
): ValueWriter {
  if (isLeafType(type)) return leafOf(type, coordinate);
  const write = isListType(type)
    ? listOf(compileValue(type.ofType, coordinate, writeObject), coordinate)
    : writeObject;
  return nullable(write);
}

function nullable(write: ValueWriter): ValueWriter {
  return (state, value) => {
    if (value === undefined || value === null) return 'null';
    if (value instanceof Failure) {
      state.report(value);
      return 'null';
    }
    return write(state, value) ?? 'null';
  };
}

/** Of leaves there are most, and most are what they should be: that is asked first. */
function leafOf(type: GraphQLLeafType, coordinate: string): ValueWriter {
  const write = leafWriter(type);
  const otherwise = nullable((state) => state.refuse(coordinate));
  return (state, value) => write(value, state.isPlain) ?? otherwise(state, value);
}

function listOf(write: ValueWriter, coordinate: string): ValueWriter {
  return (state, value) => {
    if (!Array.isArray(value)) return state.refuse(coordinate);
    const { path } = state;
    const depth = path.length;
    let text = '[';
    let bubbles = false;
    for (let index = 0; index < value.length; index += 1) {
      path[depth] = index;
      const element = write(state, value[index]);
      if (element === BUBBLE) bubbles = true;
      else text += index === 0 ? element : `,${element}`;
    }
    if (value.length > 0) path.pop();
    return bubbles ? BUBBLE : `${text}]`;
  };
}
