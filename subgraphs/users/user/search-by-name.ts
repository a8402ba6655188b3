import type { SelectQueryBuilder } from 'typeorm';
import { badInput } from '../../../kernel/errors';

/** Longer than any beginning of a name that somebody types. */
const MAX_SEARCH = 100;

/**
 * Narrows a list of people to those whose given or family name begins so.
 * @param query over `row`, with `userId` and `familyName`
 * @param otherwise SQL of another way to be found, which may name `:search`
 * @throws Fault BAD_USER_INPUT
 */
export function searchByName<T extends { userId: string; familyName: string }>(
  query: SelectQueryBuilder<T>,
  search: string,
  otherwise = 'false',
): void {
  if (search.length > MAX_SEARCH) throw badInput(`At most ${MAX_SEARCH} characters.`, ['filter', 'search']);
  query.andWhere(
    `(starts_with(lower(row.familyName), lower(:search)) OR ${otherwise} OR EXISTS (
      SELECT FROM users WHERE users.id = row.userId AND starts_with(lower(users.given_name), lower(:search))))`,
    { search },
  );
}
