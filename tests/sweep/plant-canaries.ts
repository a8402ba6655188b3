import type { Column, Databases, Row, Table } from './databases';
import { groupBy } from './group-by';

/** Values that exist nowhere but in the rows they were planted in. */
export interface Canaries {
  /** What every planted text contains. */
  marker: string;
  /** Planted numbers, as digits, with the column each is in. */
  numbers: Map<string, string>;
  /** Columns with a canary in every row. */
  planted: Set<string>;
  /** Columns of text that took none, although they are no closed vocabulary. */
  refused: string[];
}

const TEXT = new Set(['text', 'varchar', '_text']);
const NUMBER = new Set(['int2', 'int4', 'int8', 'numeric']);
/** Columns that programs go by: with another value in them nothing would work any more. */
const MECHANICAL = /(^|_)(id|ids|by|hash|key|token|secret|version|revision|sequence|position|capacity)$/;
const FIRST_NUMBER = 90_000_000;
let numbersUsed = 0;

/**
 * Writes a text or number that exists nowhere else into every column of these rows that can hold one, straight into
 * the tables, so that a column of tomorrow is covered without being named.
 * @param words values with a meaning of their own, such as those of enums: columns that hold them are left alone
 */
export async function plantCanaries(
  databases: Databases,
  rows: readonly Row[],
  marker: string,
  words: ReadonlySet<string>,
): Promise<Canaries> {
  const canaries: Canaries = { marker, numbers: new Map(), planted: new Set(), refused: [] };
  for (const [table, own] of groupBy(rows, (row) => row.table)) {
    // Immutable rows and references are guarded by triggers; a canary is neither a change nor a reference.
    await databases.query(table.service, 'SET session_replication_role = replica');
    for (const column of table.columns) {
      const name = `${table.service}.${table.name}.${column.name}`;
      if (!isFree(column, own, words)) continue;
      const isText = TEXT.has(column.type);
      if (isText && !(await plantText(databases, table, column, own, marker))) canaries.refused.push(name);
      else if (isText) canaries.planted.add(name);
      else if (NUMBER.has(column.type)) {
        for (const digits of await plantNumbers(databases, table, column, own)) {
          canaries.numbers.set(digits, name);
          canaries.planted.add(name);
        }
      }
    }
    await databases.query(table.service, 'SET session_replication_role = origin');
  }
  return canaries;
}

function isFree({ name, isKey }: Column, rows: readonly Row[], words: ReadonlySet<string>): boolean {
  if (isKey || MECHANICAL.test(name)) return false;
  return !rows.some(({ values }) => [values[name]].flat().some((value) => words.has(String(value))));
}

/** Formats from the most telling to the shortest; the first that the column's checks let through is used. */
const FORMATS = [
  (marker: string, column: string, row: string) => `'${marker}-${column}-' || ${row}`,
  (marker: string, column: string, row: string) => `'https://${marker}.example/${column}/' || ${row}`,
];

async function plantText(
  databases: Databases,
  table: Table,
  column: Column,
  rows: readonly Row[],
  marker: string,
): Promise<boolean> {
  const slug = `${table.name}-${column.name}`.replaceAll('_', '-');
  for (const format of FORMATS) {
    const text = format(marker, slug, 'numbered.n');
    const value = column.type === '_text' ? `ARRAY[${text}]` : text;
    if (await write(databases, table, column, rows, value)) return true;
  }
  return false;
}

async function plantNumbers(
  databases: Databases,
  table: Table,
  column: Column,
  rows: readonly Row[],
): Promise<string[]> {
  const first = FIRST_NUMBER + numbersUsed;
  if (!(await write(databases, table, column, rows, `${first} + numbered.n`))) return [];
  numbersUsed += rows.length + 1;
  return rows.map((_row, i) => String(first + i + 1));
}

/** @returns whether the database took it; what its checks refuse is left as it was */
async function write(
  databases: Databases,
  { service, name, rowKey }: Table,
  column: Column,
  rows: readonly Row[],
  value: string,
): Promise<boolean> {
  const sql = `UPDATE "${name}" SET "${column.name}" = ${value}
    FROM unnest($1::text[]) WITH ORDINALITY AS numbered (key, n) WHERE ${rowKey} = numbered.key`;
  return databases.query(service, sql, [rows.map(({ key }) => key)]).then(
    () => true,
    () => false,
  );
}
