import { pageOf, type Connection, type Keyset, type PageArgs } from '../../../kernel/graphql/pagination';
import type { UsersContext } from '../context';
import { ImportError } from './import-error.entity';
import type { ImportJob } from './import-job.entity';

/** In the order of the rows: ids are given in it. */
const IN_ORDER: Keyset<ImportError> = { by: ['position'], direction: 'ASC' };

/** What is wrong with which row of an import that the caller may see. */
export function listImportErrors(
  { db }: Pick<UsersContext, 'db'>,
  { id: jobId, tenantId }: ImportJob,
  page: PageArgs,
): Promise<Connection<ImportError>> {
  const query = db.getRepository(ImportError).createQueryBuilder('row').where({ jobId, tenantId });
  return pageOf(query, page, IN_ORDER);
}
