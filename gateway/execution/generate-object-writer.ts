import { compactText } from './json-text';
import { isName, isPlainName } from './own-property';
import type { FieldWriter, ObjectWriter, UsualValue } from './write-object';

type Generator = (writers: readonly FieldWriter['write'][], otherwise: ObjectWriter) => ObjectWriter;

/**
 * Generates the code that writes an object whose values are what they usually are; for any other it calls `otherwise`.
 * Closures over the fields would do the same: this takes a third of their time, as each property is read at a place of
 * its own, which V8 remembers the layout of objects by, and one expression makes half the pieces of text. Nothing but
 * GraphQL names becomes code.
 * @returns null where a field has the name of something that every object inherits
 */
export function generateObjectWriter(
  fields: readonly FieldWriter[],
  otherwise: ObjectWriter,
): ObjectWriter | null {
  if (fields.some(({ source, key }) => !isPlainName(source) || !isName(key))) return null;
  const body = [
    'return (state, object) => {',
    'if (!state.isPlain) return otherwise(state, object);',
    ...fields.map(readUsual),
    ...writeInside(fields),
    `return ${textOf(fields)};`,
    '};',
  ];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const generate = new Function('writers', 'otherwise', compactText(body.join('\n'))) as Generator;
  return generate(
    fields.map(({ write }) => write),
    otherwise,
  );
}

const CONDITIONS: Record<UsualValue['kind'], (value: string) => string> = {
  string: (value) => `typeof ${value} === 'string'`,
  int: (value) => `typeof ${value} === 'number' && (${value} | 0) === ${value}`,
  float: (value) => `Number.isFinite(${value})`,
  boolean: (value) => `typeof ${value} === 'boolean'`,
};

function readUsual({ source, usual }: FieldWriter, index: number): string {
  if (!usual) return '';
  const value = `v${index}`;
  const condition = `${CONDITIONS[usual.kind](value)}${usual.isNullable ? ` || ${value} === null` : ''}`;
  return `const ${value} = object.${source};\nif (!(${condition})) return otherwise(state, object);`;
}

/** Fields that others write. All of them are visited also after one bubbles, as their errors are the client's, too. */
function writeInside(fields: readonly FieldWriter[]): string[] {
  const inside = [...fields.entries()].filter(([, field]) => isInside(field));
  if (inside.length === 0) return [];
  return [
    'const { path } = state;',
    'const depth = path.length;',
    ...inside.map(
      ([index, { key, source }]) =>
        `path[depth] = '${key}';\nconst v${index} = writers[${index}](state, object.${source});`,
    ),
    'path.pop();',
    `if (${inside.map(([index]) => `v${index} === null`).join(' || ')}) return null;`,
  ];
}

function isInside({ usual, constant }: FieldWriter): boolean {
  return usual === undefined && constant === undefined;
}

/** The expression that puts the object's text together. */
function textOf(fields: readonly FieldWriter[]): string {
  const parts: Part[] = [{ text: '{' }];
  for (const [index, field] of fields.entries()) {
    parts.push({ text: `${index === 0 ? '' : ','}"${field.key}":` }, ...partsOf(field, `v${index}`));
  }
  return joinTexts([...parts, { text: '}' }])
    .map((part) => ('text' in part ? JSON.stringify(part.text) : part.code))
    .join(' + ');
}

/** Text that is always the same, or code that makes some. */
type Part = { text: string } | { code: string };

function partsOf({ usual, constant }: FieldWriter, value: string): Part[] {
  if (constant !== undefined) return [{ text: constant }];
  // Null and numbers become text by being added to it.
  if (usual?.kind !== 'string') return [{ code: value }];
  if (usual.isNullable) return [{ code: `(${value} === null ? 'null' : '"' + ${value} + '"')` }];
  return [{ text: '"' }, { code: value }, { text: '"' }];
}

function joinTexts(parts: readonly Part[]): Part[] {
  return parts.reduce<Part[]>((joined, part) => {
    const last = joined.at(-1);
    if (last && 'text' in last && 'text' in part) joined.splice(-1, 1, { text: last.text + part.text });
    else joined.push(part);
    return joined;
  }, []);
}
