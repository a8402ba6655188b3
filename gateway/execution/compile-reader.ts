import { Kind, type SelectionSetNode } from 'graphql';
import { fetchDocument } from '../planning/fetch-document';
import type { FetchNode } from '../planning/planner';
import type { Data, ResponseReader } from '../subgraph/subgraph-response';
import { compactText } from './json-text';
import { KnownJson, MISFIT } from './known-json';
import { isPlainName } from './own-property';

type ObjectReader = (json: KnownJson) => Data;

// eslint-disable-next-line no-control-regex -- that is what it is about
const CONTROL = /[\u0000-\u001f]/;
/** What has not fitted so often in a row is tried only so often: a subgraph may always add something of its own. */
const MISFITS = 16;

/**
 * Compiles how the data of a fetch's answers is read: in the form that servers give it, without spaces and with the
 * fields in the order they were asked for. It takes half the time of `JSON.parse`, which looks every short string up in
 * a table of all there are. Any other form is left to that. Nothing but GraphQL names becomes code.
 */
export function compileReader(node: FetchNode): ResponseReader {
  let read: ObjectReader | null | undefined;
  let misfits = 0;
  return (text) => {
    if (read === undefined) read = readerOf(node);
    if (!read || CONTROL.test(text)) return null;
    const isTried = misfits < MISFITS || misfits % MISFITS === 0;
    const data = isTried ? readWhole(new KnownJson(text), read) : null;
    misfits = data ? 0 : misfits + 1;
    return data;
  };
}

function readWhole(json: KnownJson, read: ObjectReader): Data | null {
  try {
    json.expect('{"data":');
    const data = read(json);
    json.expect('}');
    json.expectEnd();
    return data;
  } catch (error) {
    // Lists in lists without end, which only `JSON.parse` can read, are more than the stack holds.
    if (error === MISFIT || error instanceof RangeError) return null;
    throw error;
  }
}

function readerOf(node: FetchNode): ObjectReader | null {
  const [operation] = fetchDocument(node).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? objectReader(operation.selectionSet) : null;
}

/** @returns null where it depends on the object which fields it has, or where a field has a name that is none for code */
function objectReader({ selections }: SelectionSetNode): ObjectReader | null {
  const [first] = selections;
  if (first?.kind === Kind.INLINE_FRAGMENT && selections.length === 1 && !first.directives?.length)
    return objectReader(first.selectionSet);
  const keys = new Set<string>();
  const inner: (ObjectReader | null)[] = [];
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD || selection.directives?.length) return null;
    const key = (selection.alias ?? selection.name).value;
    if (!isPlainName(key) || keys.has(key)) return null;
    const read = selection.selectionSet ? objectReader(selection.selectionSet) : null;
    if (selection.selectionSet && !read) return null;
    keys.add(key);
    inner.push(read);
  }
  return generate([...keys], inner);
}

function generate(keys: readonly string[], inner: readonly (ObjectReader | null)[]): ObjectReader {
  const body = [
    'return (json) => {',
    ...keys.map((key, index) => {
      const label = `json.expect('${index === 0 ? '{' : ','}"${key}":');`;
      const leaf = key === '__typename' ? 'json.typename()' : 'json.leaf()';
      return `${label}\nconst v${index} = ${inner[index] ? `json.composite(inner[${index}])` : leaf};`;
    }),
    "json.expect('}');",
    `return { ${keys.map((key, index) => `${key}: v${index}`).join(', ')} };`,
    '};',
  ];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const compile = new Function('inner', compactText(body.join('\n'))) as (
    readers: typeof inner,
  ) => ObjectReader;
  return compile(inner);
}
