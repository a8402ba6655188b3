import type { SelectQueryBuilder } from 'typeorm';
import { pageOf, type Connection, type Keyset, type PageArgs } from '../../../kernel/graphql/pagination';
import type { UsersContext } from '../context';
import { exitTypesOf } from '../enrollment/enrollment-status';
import type { SchoolEnrollmentStatus, StudentFilter } from '../schema.generated';
import { visitSchool } from '../school/require-school';
import { todayAt } from '../school/school-zone';
import { searchByName } from '../user/search-by-name';
import { Student } from './student.entity';
import { canListStudents, restrictToOwnOn } from './student.policy';

const BY_NAME: Keyset<Student> = { by: ['familyName', 'id'], direction: 'ASC' };

/** What is asked of {@link listStudents}. */
export interface ListStudentsArgs extends PageArgs {
  schoolId: string;
  filter?: StudentFilter | null;
}

/**
 * A school's students on a day, by family name; for teachers, those of their sections on that day.
 * @throws Fault NOT_FOUND for a school the caller does not belong to; FORBIDDEN where they do not work there
 */
export async function listStudents(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  { schoolId, filter, ...page }: ListStudentsArgs,
): Promise<Connection<Student>> {
  const { viewer } = await visitSchool(context, schoolId, canListStudents);
  const { db, clock } = context;
  const now = clock.now();
  const day = filter?.asOf ?? (await todayAt(db.manager, schoolId, now));
  const query = db
    .getRepository(Student)
    .createQueryBuilder('row')
    .where({ tenantId: viewer.tenantId })
    .setParameters({ schoolId, day });
  restrictToOwnOn(viewer, { schoolId, day, now })(query);
  restrictToStanding(query, filter?.status ?? 'ACTIVE');
  if (filter) narrow(query, filter);
  return pageOf(query, page, BY_NAME);
}

/** SQL of a stay of the student at the school; `:day` is the day asked for. */
const stayThat = (condition: string) => `EXISTS (SELECT FROM school_enrollments stay
  WHERE stay.student_id = row.id AND stay.school_id = :schoolId AND ${condition})`;

const IN_FORCE = 'stay.entry_date <= :day AND coalesce(stay.exit_date > :day, true)';
const TO_COME = 'stay.entry_date > :day AND stay.exit_date IS DISTINCT FROM stay.entry_date';

/** Narrows students to those who stand so with the school on the day: `standingOn`, in SQL. */
function restrictToStanding(query: SelectQueryBuilder<Student>, status: SchoolEnrollmentStatus): void {
  if (status === 'ACTIVE') {
    // By a list of ids, that the index of the school's enrolments gives at once.
    query.andWhere(
      `row.id IN (SELECT stay.student_id FROM school_enrollments stay WHERE stay.school_id = :schoolId AND ${IN_FORCE})`,
    );
    return;
  }
  query.andWhere(`NOT ${stayThat(IN_FORCE)}`);
  if (status === 'PENDING') query.andWhere(stayThat(TO_COME));
  else {
    query.andWhere(`NOT ${stayThat(TO_COME)}`).andWhere(
      `(SELECT stay.exit_type FROM school_enrollments stay
        WHERE stay.student_id = row.id AND stay.school_id = :schoolId
        ORDER BY stay.exit_date DESC LIMIT 1) = ANY(:exitTypes)`,
      { exitTypes: exitTypesOf(status) },
    );
  }
}

function narrow(query: SelectQueryBuilder<Student>, { gradeLevel, homeroom, search }: StudentFilter): void {
  // As it was on that day: who has gone up since is found where they were.
  if (gradeLevel) query.andWhere(`${ofStay('grade_level')} = :gradeLevel`, { gradeLevel });
  if (homeroom) query.andWhere(`coalesce(${ofStay('homeroom')}, row.homeroom) = :homeroom`, { homeroom });
  if (search) searchByName(query, search, 'row.studentNumber = :search');
}

/** SQL of a column of the stay in force on the day; of the last one where none is. */
const ofStay = (column: string) => `(SELECT stay.${column} FROM school_enrollments stay
  WHERE stay.student_id = row.id AND stay.school_id = :schoolId
  ORDER BY (${IN_FORCE}) DESC, stay.entry_date DESC LIMIT 1)`;
