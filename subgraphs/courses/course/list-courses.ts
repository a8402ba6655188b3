import { isMember, requireViewer } from '../../../kernel/auth/viewer';
import { notFound } from '../../../kernel/errors';
import { pageOf, type Connection, type PageArgs } from '../../../kernel/graphql/pagination';
import { restrictTo } from '../access/viewer-parameters';
import type { CoursesContext } from '../context';
import type { CourseFilter } from '../schema.generated';
import { Course } from './course.entity';
import { BY_TITLE } from './course.loaders';
import { courseIsListed } from './course.policy';

/** What is asked of {@link listCourses}. */
export interface ListCoursesArgs extends PageArgs {
  schoolId: string;
  filter?: CourseFilter | null;
}

/**
 * A school's published courses, by title.
 * @throws Fault NOT_FOUND for a school the caller does not belong to; BAD_USER_INPUT for bad paging arguments
 */
export async function listCourses(
  { db, viewer }: Pick<CoursesContext, 'db' | 'viewer'>,
  { schoolId, filter, ...page }: ListCoursesArgs,
): Promise<Connection<Course>> {
  const asker = requireViewer(viewer);
  if (!isMember(asker, schoolId)) throw notFound('School', schoolId);

  const query = db.getRepository(Course).createQueryBuilder('row').where({ schoolId });
  restrictTo(asker, courseIsListed)(query);
  if (filter?.subject) query.andWhere({ subject: filter.subject });
  if (filter?.gradeLevel)
    query.andWhere(':gradeLevel = ANY(row.gradeLevels)', { gradeLevel: filter.gradeLevel });
  return pageOf(query, page, BY_TITLE);
}
