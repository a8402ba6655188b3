import DataLoader from 'dataloader';
import { Brackets, type DataSource, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { badInput } from '../errors';

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
    if (isCursor) return values as string[];
  } catch {
    // falls through: anything unreadable is the same mistake
  }
  throw badInput('after is not a cursor of this list.', ['after']);
}

function cursorValue(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function cursorOf<T>(row: T, keyset: Keyset<T>): string {
  return encodeCursor(keyset.by.map((property) => cursorValue(row[property])));
}

function toConnection<T>(
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
  const rows = await query.take(page.limit + 1).getMany();
  return toConnection(rows, page, keyset, () => whole.getCount());
}

/** Adds `(a, b, …) > (…)`: rows after the cursor's row. */
function addSeek<T extends ObjectLiteral>(
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

/** A parent's id with the paging its children are asked for. */
export interface ChildPage {
  parentId: string;
  args: PageArgs;
}

interface ChildPages<T extends ObjectLiteral> {
  /** The property of a child that names its parent. */
  parent: keyof T & string;
  keyset: Keyset<T>;
  /** Restricts the children of all parents, the tenant above all. */
  restrict: (query: SelectQueryBuilder<T>) => void;
}

/**
 * A loader of one page of children for each parent, by one statement for all parents that are asked for the same
 * page: the number of statements does not depend on the number of parents.
 */
export function loadChildPages<T extends ObjectLiteral>(
  db: DataSource,
  entity: new () => T,
  options: ChildPages<T>,
): DataLoader<ChildPage, Connection<T>, string> {
  const { parent, keyset, restrict } = options;
  const all = () => {
    const query = db.getRepository(entity).createQueryBuilder('child');
    restrict(query);
    return query;
  };
  const counts = new DataLoader<string, number>(async (parentIds) => {
    const rows = await all()
      .andWhere(`child.${parent} IN (:...parentIds)`, { parentIds })
      .select(`child.${parent}`, 'parent')
      .addSelect('count(*)', 'total')
      .groupBy(`child.${parent}`)
      .getRawMany<{ parent: string; total: string }>();
    const totals = new Map(rows.map((row) => [row.parent, Number(row.total)]));
    return parentIds.map((id) => totals.get(id) ?? 0);
  });

  const pagesFor = async (parentIds: readonly string[], page: Page): Promise<Map<string, T[]>> => {
    const ranked = all().andWhere(`child.${parent} IN (:...parentIds)`, { parentIds });
    if (page.after) addSeek(ranked, keyset, page.after);
    const order = keyset.by.map((property) => `child.${property} ${keyset.direction}`).join(', ');
    ranked
      .select('child.id', 'id')
      .addSelect(`row_number() OVER (PARTITION BY child.${parent} ORDER BY ${order})`, 'rank');
    const query = db
      .getRepository(entity)
      .createQueryBuilder('child')
      .where(`child.id IN (SELECT ranked.id FROM (${ranked.getQuery()}) ranked WHERE ranked.rank <= :limit)`)
      .setParameters({ ...ranked.getParameters(), limit: page.limit + 1 });
    for (const property of keyset.by) query.addOrderBy(`child.${property}`, keyset.direction);
    const groups = new Map<string, T[]>(parentIds.map((id) => [id, []]));
    for (const row of await query.getMany()) groups.get(row[parent] as string)?.push(row);
    return groups;
  };

  return new DataLoader<ChildPage, Connection<T>, string>(
    async (keys) => {
      const asked = groupByPage(keys);
      const answers = new Map<ChildPage, Connection<T>>();
      await Promise.all(
        [...asked.values()].map(async (samePage) => {
          const page = parsePage(samePage[0]!.args, keyset);
          const groups = await pagesFor(
            samePage.map(({ parentId }) => parentId),
            page,
          );
          for (const key of samePage) {
            const rows = groups.get(key.parentId) ?? [];
            answers.set(
              key,
              toConnection(rows, page, keyset, () => counts.load(key.parentId)),
            );
          }
        }),
      );
      return keys.map((key) => answers.get(key)!);
    },
    { cacheKeyFn: ({ parentId, args }) => JSON.stringify([parentId, pageKey(args)]) },
  );
}

function pageKey({ first, after }: PageArgs): string {
  return JSON.stringify([first, after ?? null]);
}

function groupByPage(keys: readonly ChildPage[]): Map<string, ChildPage[]> {
  const groups = new Map<string, ChildPage[]>();
  for (const key of keys) {
    const group = groups.get(pageKey(key.args));
    if (group) group.push(key);
    else groups.set(pageKey(key.args), [key]);
  }
  return groups;
}
