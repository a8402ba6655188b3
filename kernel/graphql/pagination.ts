import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { isMalformedValue } from '../database/errors';
import { badInput, type Fault } from '../errors';

export const MAX_PAGE_SIZE = 100;

/** Relay's forward pagination arguments, as GraphQL hands them over. */
export interface PageArgs {
  first: number;
  after?: string | null;
}

/** Validated paging: how many rows, and the sort values of the row they follow. */
export interface Page {
  limit: number;
  after: readonly string[] | null;
}

/** A Relay connection. `totalCount` costs a statement only where it is selected. */
export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  totalCount: () => Promise<number>;
}

/** How rows are sorted: by these entity properties, the last of which is unique. */
export interface Keyset<T> {
  by: readonly (keyof T & string)[];
  direction: 'ASC' | 'DESC';
}

/**
 * Checks a client's paging arguments.
 * @throws Fault BAD_USER_INPUT where `first` is not 1 to 100 or `after` is not a cursor of this keyset
 */
export function parsePage<T>(args: PageArgs, keyset: Keyset<T>): Page {
  if (!Number.isInteger(args.first) || args.first < 1 || args.first > MAX_PAGE_SIZE) {
    throw badInput(`first must be between 1 and ${MAX_PAGE_SIZE}.`, ['first']);
  }
  return { limit: args.first, after: args.after ? decodeCursor(args.after, keyset.by.length) : null };
}

function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function decodeCursor(cursor: string, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isCursor =
      Array.isArray(values) && values.length === length && values.every((v) => typeof v === 'string');
    if (isCursor) return values;
  } catch {
    // falls through: anything unreadable is the same mistake
  }
  throw notACursor();
}

function notACursor(): Fault {
  return badInput('after is not a cursor of this list.', ['after']);
}

/** A forged cursor may hold values that its columns cannot: the database then finds out. */
export async function readingPage<R>(page: Page, read: () => Promise<R>): Promise<R> {
  try {
    return await read();
  } catch (error) {
    throw page.after && isMalformedValue(error) ? notACursor() : error;
  }
}

function cursorValue(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function cursorOf<T>(row: T, keyset: Keyset<T>): string {
  return encodeCursor(keyset.by.map((property) => cursorValue(row[property])));
}

/** The connection of a page's rows, of which there is one more than the page holds where the list goes on. */
export function toConnection<T>(
  rows: readonly T[],
  page: Page,
  keyset: Keyset<T>,
  totalCount: () => Promise<number>,
): Connection<T> {
  const nodes = rows.slice(0, page.limit);
  const edges = nodes.map((node) => ({ cursor: cursorOf(node, keyset), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/**
 * One page of a query, by keyset: the cost does not grow with the distance from the start.
 * @param query selects the whole list, unsorted and unlimited
 * @throws Fault BAD_USER_INPUT for bad paging arguments
 */
export async function pageOf<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  args: PageArgs,
  keyset: Keyset<T>,
): Promise<Connection<T>> {
  const page = parsePage(args, keyset);
  const whole = query.clone();
  if (page.after) addSeek(query, keyset, page.after);
  for (const property of keyset.by) query.addOrderBy(`${query.alias}.${property}`, keyset.direction);
  const rows = await readingPage(page, () => query.take(page.limit + 1).getMany());
  return toConnection(rows, page, keyset, () => whole.getCount());
}

/** Adds `(a, b, …) > (…)`: rows after the cursor's row. */
export function addSeek<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  keyset: Keyset<T>,
  after: readonly string[],
): void {
  const columns = keyset.by.map((property) => `${query.alias}.${property}`).join(', ');
  const parameters = Object.fromEntries(after.map((value, i) => [`after${i}`, value]));
  const names = after.map((_, i) => `:after${i}`).join(', ');
  const comparison = keyset.direction === 'ASC' ? '>' : '<';
  query.andWhere(new Brackets((where) => where.where(`(${columns}) ${comparison} (${names})`, parameters)));
}
