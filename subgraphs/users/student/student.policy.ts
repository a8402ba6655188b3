import { hasRole, schoolsWith, STAFF_ROLES, type Role, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import { canAdministerSchool } from '../school/school.policy';
import type { StudentPermissions } from '../schema.generated';
import type { Student } from './student.entity';

/** Those who deal with every student of a school, whoever teaches them. */
const SCHOOL_WIDE_ROLES = [
  'PRINCIPAL',
  'SITE_ADMINISTRATOR',
  'COUNSELOR',
  'BURSAR',
] as const satisfies readonly Role[];

/** Those who deal with the students of their sections alone. */
const TEACHING_ROLES = ['TEACHER', 'AIDE', 'PROCTOR'] as const satisfies readonly Role[];

/** SQL expressions of a student's own columns. */
interface StudentColumns {
  id: string;
  schoolId: string;
}

const IN_TABLE: StudentColumns = { id: 'students.id', schoolId: 'students.school_id' };

/**
 * What {@link studentIsVisible} and its parts name, by the viewer's claims.
 * @param now decides which day it is at a school, and so whom a teacher teaches
 */
export function studentParameters(viewer: Viewer, now: Date) {
  const schoolWide = schoolsWith(viewer, ...SCHOOL_WIDE_ROLES);
  return {
    tenantId: viewer.tenantId,
    self: viewer.userId,
    isEverywhere: schoolWide.isEverywhere,
    officeSchools: schoolWide.schoolIds,
    teachingSchools: schoolsWith(viewer, ...TEACHING_ROLES).schoolIds,
    ownStudents: ownStudents(viewer),
    now,
  };
}

/** The viewer as a student, and the viewer's wards. */
function ownStudents(viewer: Viewer): string[] {
  return [viewer.studentId, ...viewer.wards.map(({ studentId }) => studentId)].filter((id) => id !== null);
}

/** SQL: whether the viewer works, for all of its students, at a school where the student is or ever was. */
function isKnownToOffice({ id, schoolId }: StudentColumns): string {
  return `(:isEverywhere OR ${schoolId} = ANY(:officeSchools) OR EXISTS (
    SELECT FROM school_enrollments stay WHERE stay.student_id = ${id} AND stay.school_id = ANY(:officeSchools)))`;
}

/**
 * SQL: whether the student has a place in a section of the viewer's.
 * @param when SQL of a condition on `teaching` and `place`; `at.today` is the civil date at the section's school
 */
function isInSection(studentId: string, when: string): string {
  return `EXISTS (
    SELECT FROM staff JOIN section_teachers teaching ON teaching.staff_id = staff.id
    JOIN section_students place ON place.section_id = teaching.section_id
    CROSS JOIN LATERAL (SELECT school_today(teaching.school_id, :now) AS today) AS at
    WHERE staff.user_id = :self AND teaching.school_id = ANY(:teachingSchools) AND place.student_id = ${studentId}
      AND ${when})`;
}

/** SQL: whether the student has, on a day, a place in a section that the viewer teaches on that day. */
function isTaughtOn(studentId: string, day: string): string {
  return isInSection(
    studentId,
    `coalesce(teaching.begin_date <= ${day}, true) AND coalesce(teaching.end_date > ${day}, true)
      AND place.begin_date <= ${day} AND coalesce(place.end_date > ${day}, true)`,
  );
}

/** SQL: whether the student has a place today in a section that the viewer teaches. */
export function isTaughtToday(studentId: string): string {
  return isTaughtOn(studentId, 'at.today');
}

/** SQL: whether the student is, was or will be in a section whose assignment to the viewer has not ended. */
function isOnRegister(studentId: string): string {
  return isInSection(studentId, 'coalesce(teaching.end_date > at.today, true)');
}

/**
 * SQL: whether the viewer may see a student of the tenant. Students see themselves, guardians their wards, the office
 * everybody who is or was at the school, and teachers those who have a place in a section of theirs today.
 */
export function studentIsVisible(student: StudentColumns = IN_TABLE): string {
  return `(${student.id} = ANY(:ownStudents) OR ${isKnownToOffice(student)} OR ${isTaughtToday(student.id)})`;
}

/**
 * SQL: whether the viewer may read a student's name where another service mentions the student. A teacher's registers
 * of last week and next week hold students who have no place today, and could not be read without their names.
 */
export function studentMayBeNamed(student: StudentColumns = IN_TABLE): string {
  return `(${studentIsVisible(student)} OR ${isOnRegister(student.id)})`;
}

/** Narrows a query over students to those the viewer may see, or may read the names of. */
export function restrictStudents(
  viewer: Viewer,
  now: Date,
  to: typeof studentIsVisible | typeof studentMayBeNamed,
): Restriction<Student> {
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId')
      .andWhere(to({ id: 'row.id', schoolId: 'row.schoolId' }))
      .setParameters(studentParameters(viewer, now));
}

/** Narrows a school's list to whom the viewer is in charge of on a day: everybody for the office, else the taught. */
export function restrictToOwnOn(
  viewer: Viewer,
  { schoolId, day, now }: { schoolId: string; day: string; now: Date },
): Restriction<Student> {
  if (seesWholeSchool(viewer, schoolId)) return () => undefined;
  return (query) =>
    query
      .andWhere(isTaughtOn('row.id', 'CAST(:day AS date)'))
      .setParameters({ ...studentParameters(viewer, now), day });
}

/** A school's list of students is for those who work there; it shows each of them their own students. */
export function canListStudents(viewer: Viewer, schoolId: string): boolean {
  return hasRole(viewer, schoolId, ...STAFF_ROLES);
}

/** Whether the viewer deals with every student of the school. */
export function seesWholeSchool(viewer: Viewer, schoolId: string): boolean {
  return hasRole(viewer, schoolId, ...SCHOOL_WIDE_ROLES);
}

/** What the viewer may do with a student, as a client is told; the office of their school decides about them. */
export function studentPermissions(
  viewer: Viewer | null,
  { schoolId }: Pick<Student, 'schoolId'>,
): StudentPermissions {
  const isOffice = viewer !== null && canAdministerSchool(viewer, schoolId);
  return { canUpdate: isOffice, canTransfer: isOffice, canWithdraw: isOffice, canLinkGuardian: isOffice };
}
