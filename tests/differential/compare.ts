import type { ExecutionResult } from 'graphql';

type Path = readonly (string | number)[];

/**
 * How an answer differs from what it should be: in data, to the order of fields; in errors, by the nulls they explain,
 * since of several errors that make one null the specification lets an executor report any.
 */
export function difference(expected: ExecutionResult, actual: ExecutionResult): string | null {
  const [wanted, got] = [JSON.stringify(expected.data ?? null), JSON.stringify(actual.data ?? null)];
  if (wanted !== got) return `data\nexpected ${wanted}\ngot      ${got}${shown(actual)}`;
  const [explained, told] = [nullsOf(expected), nullsOf(actual)];
  if (explained === told) return null;
  return `errors explain other nulls\nexpected ${explained}\ngot      ${told}${shown(actual)}`;
}

function nullsOf({ data = null, errors = [] }: ExecutionResult): string {
  const places = errors.map(({ path }) => (path ? nullAt(data, path) : '(no path)'));
  return [...new Set(places)].sort().join(' ');
}

function nullAt(data: unknown, path: Path): string {
  let value = data;
  const taken: (string | number)[] = [];
  for (const segment of path) {
    if (value === null || value === undefined) break;
    value = (value as Record<string | number, unknown>)[segment];
    taken.push(segment);
  }
  const found = value === null ? '' : '(not null)';
  return `/${taken.join('/')}${found}`;
}

function shown({ errors = [] }: ExecutionResult): string {
  return errors.map(({ message, path }) => `\n  ${message} at ${JSON.stringify(path)}`).join('');
}
