import { CsvError, parse } from 'csv-parse/sync';
import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';
import { RowError, type Row, type RowProblem } from './row';

const MAX_COLUMNS = 200;
const MAX_COLUMN_NAME = 100;
const MAX_VALUE = 64 * 1024;

/** The text of a file. */
export interface CsvFile {
  name: string;
  content: string;
}

/** A place in a file where no row can be read. */
export interface UnreadRow {
  file: string;
  line: number;
  error: RowError;
}

/** A file's rows in their order. */
export interface CsvContent {
  name: string;
  columns: readonly string[];
  rows: readonly (Row | UnreadRow)[];
}

interface RawRecord {
  record: string[];
  info: { lines: number };
}

/**
 * Reads a file of comma-separated values (RFC 4180) with a header, whatever its line ends, with a byte order mark or
 * without.
 * @throws Refusal UNREADABLE_FILE for what is no such file as a whole
 */
export function readCsv({ name, content }: CsvFile): CsvContent {
  const { records, isCutShort } = parseRecords(content);
  const [header, ...others] = records;
  if (!header) return unreadable(name, 'it has no header');
  const columns = header.record.map((column) => column.trim());
  if (columns.some(hasUnreadable)) unreadable(name, 'it is not UTF-8 text');
  if (columns.length > MAX_COLUMNS) unreadable(name, `it has more than ${MAX_COLUMNS} columns`);
  if (columns.some((column) => column.length > MAX_COLUMN_NAME))
    unreadable(name, 'a column has no name but a text');
  if (new Set(columns).size < columns.length) unreadable(name, 'a column stands twice in its header');
  let line = header.info.lines + 1;
  const rows: (Row | UnreadRow)[] = [];
  for (const { record, info } of others) {
    rows.push(toRow({ file: name, line }, columns, record));
    line = info.lines + 1;
  }
  if (isCutShort)
    rows.push(unread({ file: name, line }, 'A quote is not closed, or stands where none may be.'));
  return { name, columns, rows };
}

/** All records up to the one that cannot be told apart from what follows it. */
function parseRecords(content: string): { records: RawRecord[]; isCutShort: boolean } {
  const records: RawRecord[] = [];
  const onRecord = (each: RawRecord) => {
    records.push(each);
    return null;
  };
  try {
    parse(content, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: onRecord as never,
    });
    return { records, isCutShort: false };
  } catch (error) {
    if (error instanceof CsvError) return { records, isCutShort: true };
    throw error;
  }
}

type Place = Pick<Row, 'file' | 'line'>;

function toRow(place: Place, columns: readonly string[], record: readonly string[]): Row | UnreadRow {
  if (record.length !== columns.length) {
    return unread(place, `The row has ${record.length} values for ${columns.length} columns.`);
  }
  const problems = columns.flatMap((column, i) => problemOf(column, record[i]!) ?? []);
  if (problems.length > 0) return { ...place, error: new RowError(problems) };
  return { ...place, values: new Map(columns.map((column, i) => [column, record[i]!.trim()])) };
}

function problemOf(field: string, value: string): RowProblem | null {
  const invalid = (message: string): RowProblem => ({ field, code: 'INVALID_VALUE', message });
  if (value.length > MAX_VALUE) return invalid(`${field} is too long.`);
  return hasUnreadable(value) ? invalid(`${field} has characters that are none.`) : null;
}

/** What stands for a character that could not be read; see {@link storable}. */
const UNREADABLE = '\uFFFD';

function hasUnreadable(text: string): boolean {
  return text.includes(UNREADABLE);
}

/** A text as a database can keep it: NUL, and halves of characters, become U+FFFD and so the fault of their value. */
export function storable(text: string): string {
  return text.replace(/[\0\p{Cs}]/gu, UNREADABLE);
}

function unread(place: Place, message: string): UnreadRow {
  return { ...place, error: new RowError([{ field: null, code: 'MALFORMED_ROW', message }]) };
}

/** @throws Refusal UNREADABLE_FILE */
export function unreadable(name: string, why: string): never {
  return refuse<UsersErrorCode>('UNREADABLE_FILE', `${name} cannot be imported: ${why}.`, ['input', 'files']);
}

/** @throws Refusal UNREADABLE_FILE where a file lacks one of these columns */
export function demandColumns({ name, columns }: CsvContent, demanded: readonly string[]): void {
  const missing = demanded.filter((column) => !columns.includes(column));
  if (missing.length > 0) unreadable(name, `it has no column ${missing.join(', ')}`);
}
