import type { SelectQueryBuilder } from 'typeorm';
import { schoolsWith, STAFF_ROLES, type Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { School } from '../school/school.entity';
import { studentIsVisible, studentParameters } from '../student/student.policy';
import type { DatedStay } from './place-of';
import { readStays } from './read-stays';
import { SchoolEnrollment } from './school-enrollment.entity';

export const enrollmentLoaders = (
  { db, clock }: Pick<SubgraphServices, 'db' | 'clock'>,
  viewer: Viewer | null,
) => ({
  enrollmentById: loadById(
    db,
    SchoolEnrollment,
    viewer && ((query) => restrictToVisibleEnrollments(query, viewer, clock.now())),
  ),
  /** Those the viewer may see, the newest first. */
  enrollmentsByStudent: loadGroups<string, SchoolEnrollment>(
    async (studentIds) => {
      if (!viewer) return [];
      const query = db.getRepository(SchoolEnrollment).createQueryBuilder('row');
      query.where('row.studentId = ANY(:studentIds)', { studentIds });
      restrictToVisibleEnrollments(query, viewer, clock.now());
      return query.orderBy('row.entryDate', 'DESC').addOrderBy('row.id', 'DESC').getMany();
    },
    ({ studentId }) => studentId,
  ),
  /** A school reached through a student or an enrolment that the viewer may see: it may be none of their own. */
  schoolOfStudentById: loadById(
    db,
    School,
    viewer && ((query) => query.andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId })),
  ),
  /** Every stay of a student, whoever asks: for finding out where a student is. Not to be told as a whole. */
  staysByStudent: loadGroups<string, DatedStay>(
    (studentIds) => readStays(db.manager, studentIds, clock.now()),
    ({ studentId }) => studentId,
  ),
});

/** Of a student whom the viewer may see: all stays for the student and guardians, for staff those at their schools. */
function restrictToVisibleEnrollments(
  query: SelectQueryBuilder<SchoolEnrollment>,
  viewer: Viewer,
  now: Date,
): void {
  query
    .andWhere('row.tenantId = :tenantId')
    .andWhere(
      `EXISTS (SELECT FROM students WHERE students.id = row.studentId AND ${studentIsVisible()}
         AND (:isEverywhere OR students.id = ANY(:ownStudents) OR row.schoolId = ANY(:staffSchools)))`,
    )
    .setParameters({
      ...studentParameters(viewer, now),
      staffSchools: schoolsWith(viewer, ...STAFF_ROLES).schoolIds,
    });
}
