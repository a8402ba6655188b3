import { requireViewer } from '../../../kernel/auth/viewer';
import { forbidden, notFound } from '../../../kernel/errors';
import { pageOf, type Connection, type Keyset, type PageArgs } from '../../../kernel/graphql/pagination';
import type { UsersContext } from '../context';
import type { StudentFilter } from '../schema.generated';
import { Student } from './student.entity';
import { canListStudents } from './student.policy';

const BY_NAME: Keyset<Student> = { by: ['familyName', 'id'], direction: 'ASC' };

/** What is asked of {@link listStudents}. */
export interface ListStudentsArgs extends PageArgs {
  schoolId: string;
  filter?: StudentFilter | null;
}

/**
 * A school's students, by family name.
 * @throws Fault NOT_FOUND for a school the caller does not belong to; FORBIDDEN where they do not work there
 */
export async function listStudents(
  { db, viewer, loaders }: Pick<UsersContext, 'db' | 'viewer' | 'loaders'>,
  { schoolId, filter, ...page }: ListStudentsArgs,
): Promise<Connection<Student>> {
  const asker = requireViewer(viewer);
  if (!(await loaders.schoolById.load(schoolId))) throw notFound('School', schoolId);
  if (!canListStudents(asker, schoolId))
    throw forbidden('Only those who work at the school may list its students.');

  const query = db
    .getRepository(Student)
    .createQueryBuilder('row')
    .where({ tenantId: asker.tenantId, schoolId });
  if (filter?.gradeLevel) query.andWhere({ gradeLevel: filter.gradeLevel });
  if (filter?.homeroom) query.andWhere({ homeroom: filter.homeroom });
  if (filter?.search) {
    query.andWhere(
      `(starts_with(lower(row.familyName), lower(:search)) OR row.studentNumber = :search OR EXISTS (
        SELECT FROM users WHERE users.id = row.userId AND starts_with(lower(users.given_name), lower(:search))))`,
      { search: filter.search },
    );
  }
  return pageOf(query, page, BY_NAME);
}
