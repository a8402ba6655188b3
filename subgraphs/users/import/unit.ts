import type { ExternalName } from './external-ids';
import type { ImportScope } from './import-scope';
import type { CsvContent } from './read-csv';
import type { RosterDraft } from './roster-draft';
import { RowError, type Row } from './row';

/** What applying a row did. */
export type Change = 'created' | 'updated' | 'unchanged';

/** What rows are applied to, and within which bounds. */
export interface Plan {
  draft: RosterDraft;
  scope: ImportScope;
}

/** By what a row finds people and organisations; they are read before it is applied. */
export interface RowKeys {
  emails?: readonly string[];
  /** Student numbers, of the school of the row. */
  numbers?: readonly string[];
  names?: readonly ExternalName[];
}

/** How the rows of a file are dealt with. */
export interface RowRules {
  /** A column in which no value may stand twice. */
  unique: string;
  /** What the format calls a field of ours. */
  columnOf: (field: string) => string;
  keysOf: (row: Row) => RowKeys;
  /** Drafts what a row says, or finds it so. @throws RowError, Refusal */
  apply: (row: Row, plan: Plan) => Change;
}

/** One row to apply. */
export interface Unit {
  file: string;
  line: number;
  columnOf: RowRules['columnOf'];
  keys: RowKeys;
  apply: (plan: Plan) => Change;
}

/** What is to be applied of some files, and which of them are none of an import's business. */
export interface RosterContent {
  units: Unit[];
  filesLeftAlone: string[];
}

/** The units of a file's rows, in their order; rows that cannot be read are refused when their turn comes. */
export function unitsOf({ rows }: CsvContent, { unique, columnOf, keysOf, apply }: RowRules): Unit[] {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const place = { file: row.file, line: row.line, columnOf };
    if ('error' in row) return { ...place, keys: {}, apply: throwing(row.error) };
    const value = row.values.get(unique);
    const earlier = value ? lines.get(value) : undefined;
    if (earlier !== undefined) return { ...place, keys: {}, apply: throwing(duplicate(unique, earlier)) };
    if (value) lines.set(value, row.line);
    return { ...place, keys: keysOf(row), apply: (plan) => apply(row, plan) };
  });
}

function throwing(error: RowError): () => never {
  return () => {
    throw error;
  };
}

function duplicate(field: string, line: number): RowError {
  const message = `${field} stands in line ${line}, too.`;
  return new RowError([{ field, code: 'DUPLICATE_SOURCED_ID', message }]);
}
