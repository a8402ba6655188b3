import type { Data } from '../subgraph/subgraph-response';
import type { ValueWriter } from './compile-value';
import { generateObjectWriter } from './generate-object-writer';
import { compactText } from './json-text';
import { getOwn } from './own-property';
import { BUBBLE, type ProjectionState, type Written } from './projection-state';

/** How most values of a field are, which can then be written without asking further. */
export interface UsualValue {
  kind: 'string' | 'int' | 'float' | 'boolean';
  isNullable: boolean;
}

/** A field of one type as the client gets it. */
export interface FieldWriter {
  /** The client's name for it. */
  key: string;
  /** The property of the data that it is read from. */
  source: string;
  write: ValueWriter;
  usual?: UsualValue;
  /** What it is always written as. */
  constant?: string;
}

/** Writes an object in the data as the client gets it. */
export type ObjectWriter = (state: ProjectionState, object: Data) => Written;

/** Compiles what becomes of the objects of one type. */
export function compileObjectWriter(fields: readonly FieldWriter[]): ObjectWriter {
  const labels = fields.map(({ key }, index) => compactText(`${index === 0 ? '' : ','}"${key}":`));
  const write: ObjectWriter = (state, object) => writeFields(state, fields, labels, object);
  return generateObjectWriter(fields, write) ?? write;
}

/** All fields are visited also after one bubbles, as their errors are the client's, too. */
function writeFields(
  state: ProjectionState,
  fields: readonly FieldWriter[],
  labels: readonly string[],
  object: Data,
): Written {
  const { path } = state;
  const depth = path.length;
  let text = '{';
  let bubbles = false;
  for (let index = 0; index < fields.length; index += 1) {
    const { key, source, write } = fields[index]!;
    path[depth] = key;
    const value = write(state, getOwn(object, source));
    if (value === BUBBLE) bubbles = true;
    else text += labels[index]! + value;
  }
  if (fields.length > 0) path.pop();
  return bubbles ? BUBBLE : `${text}}`;
}
