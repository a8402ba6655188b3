import type { EntityManager } from 'typeorm';
import type { School } from '../school/school.entity';
import type { CsvContent } from './read-csv';
import { RowError, type Row } from './row';

/** What applying a row did. */
export type Change = 'created' | 'updated' | 'unchanged';

/** What an import may touch, in whose name, and when. */
export interface ImportScope {
  tenantId: string;
  /** The schools it may change, by id. */
  schools: ReadonlyMap<string, School>;
  /** Whether it may change all of the tenant. */
  isDistrict: boolean;
  actorUserId: string;
  now: Date;
}

/** Changes what a row says, or finds it so. @throws RowError, Refusal */
export type Apply = (row: Row, tx: EntityManager, scope: ImportScope) => Promise<Change>;

/** What a format calls a field of ours. */
export type ColumnOf = (field: string) => string;

/** One row to apply. */
export interface Unit {
  file: string;
  line: number;
  /** What the file calls a field of ours. */
  columnOf: ColumnOf;
  apply: (tx: EntityManager, scope: ImportScope) => Promise<Change>;
}

/**
 * The units of a file's rows, in their order; rows that cannot be read are refused when their turn comes.
 * @param unique of the second: a column in which no value may stand twice
 */
export function unitsOf(
  { rows }: CsvContent,
  { unique, columnOf }: { unique: string; columnOf: ColumnOf },
  apply: Apply,
): Unit[] {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const place = { file: row.file, line: row.line, columnOf };
    if ('error' in row) return { ...place, apply: () => Promise.reject(row.error) };
    const value = row.values[unique];
    const earlier = value ? lines.get(value) : undefined;
    if (earlier !== undefined) return { ...place, apply: () => Promise.reject(duplicate(unique, earlier)) };
    if (value) lines.set(value, row.line);
    return { ...place, apply: (tx, scope) => apply(row, tx, scope) };
  });
}

function duplicate(field: string, line: number): RowError {
  const message = `${field} stands in line ${line}, too.`;
  return new RowError([{ field, code: 'DUPLICATE_SOURCED_ID', message }]);
}
