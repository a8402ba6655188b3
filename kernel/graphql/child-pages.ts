import DataLoader from 'dataloader';
import type { DataSource, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import {
  addSeek,
  parsePage,
  readingPage,
  toConnection,
  type Connection,
  type Keyset,
  type Page,
  type PageArgs,
} from './pagination';

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
  const counts = new DataLoader<string, number>((parentIds) => countChildren(db, entity, options, parentIds));

  const answer = async (keys: readonly ChildPage[], answers: Map<ChildPage, Connection<T> | Error>) => {
    const page = parsePage(keys[0]!.args, options.keyset);
    const parentIds = keys.map(({ parentId }) => parentId);
    const rows = await readingPage(page, () => readChildren(db, entity, options, { parentIds, page }));
    const groups = groupBy(rows, options.parent);
    for (const key of keys) {
      const children = groups.get(key.parentId) ?? [];
      answers.set(
        key,
        toConnection(children, page, options.keyset, () => counts.load(key.parentId)),
      );
    }
  };

  return new DataLoader<ChildPage, Connection<T>, string>(
    async (keys) => {
      const answers = new Map<ChildPage, Connection<T> | Error>();
      // One group's bad arguments are that group's error alone.
      const answerGroup = (group: ChildPage[]) =>
        answer(group, answers).catch((error: Error) => group.forEach((key) => answers.set(key, error)));
      await Promise.all([...groupByPage(keys).values()].map(answerGroup));
      return keys.map((key) => answers.get(key)!);
    },
    { cacheKeyFn: ({ parentId, args }) => JSON.stringify([parentId, pageKey(args)]) },
  );
}

/** All children that may be seen, of the parents asked for. */
function childrenOf<T extends ObjectLiteral>(
  db: DataSource,
  entity: new () => T,
  { parent, restrict }: ChildPages<T>,
  parentIds: readonly string[],
): SelectQueryBuilder<T> {
  const query = db.getRepository(entity).createQueryBuilder('child');
  restrict(query);
  return query.andWhere(`child.${parent} IN (:...parentIds)`, { parentIds });
}

async function countChildren<T extends ObjectLiteral>(
  db: DataSource,
  entity: new () => T,
  options: ChildPages<T>,
  parentIds: readonly string[],
): Promise<number[]> {
  const rows = await childrenOf(db, entity, options, parentIds)
    .select(`child.${options.parent}`, 'parent')
    .addSelect('count(*)', 'total')
    .groupBy(`child.${options.parent}`)
    .getRawMany<{ parent: string; total: string }>();
  const totals = new Map(rows.map((row) => [row.parent, Number(row.total)]));
  return parentIds.map((id) => totals.get(id) ?? 0);
}

/** The first rows of each parent's list behind the cursor, in the list's order, by one statement. */
async function readChildren<T extends ObjectLiteral>(
  db: DataSource,
  entity: new () => T,
  options: ChildPages<T>,
  { parentIds, page }: { parentIds: readonly string[]; page: Page },
): Promise<T[]> {
  const { parent, keyset } = options;
  const ranked = childrenOf(db, entity, options, parentIds);
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
  return query.getMany();
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

function groupBy<T extends ObjectLiteral>(rows: readonly T[], property: keyof T & string): Map<unknown, T[]> {
  const groups = new Map<unknown, T[]>();
  for (const row of rows) groups.set(row[property], [...(groups.get(row[property]) ?? []), row]);
  return groups;
}
