import type { EntityManager } from 'typeorm';
import { addDays } from '../../kernel/clock';
import { recordEvents, type NewEvent } from '../../kernel/events/record-event';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { SchoolEnrollment } from '../../subgraphs/users/enrollment/school-enrollment.entity';
import { ensureGuardian } from '../../subgraphs/users/guardian/ensure-guardian';
import { GuardianLink } from '../../subgraphs/users/guardian/guardian-link.entity';
import { School } from '../../subgraphs/users/school/school.entity';
import { Tenant } from '../../subgraphs/users/school/tenant.entity';
import { hashPassword } from '../../subgraphs/users/session/password';
import { Staff } from '../../subgraphs/users/staff/staff.entity';
import { Student } from '../../subgraphs/users/student/student.entity';
import { RoleAssignment } from '../../subgraphs/users/user/role-assignment.entity';
import { User } from '../../subgraphs/users/user/user.entity';
import { demoId } from './demo-id';
import type { DemoPerson, DemoStudent, FormerStudent, Population } from './population';
import type { DemoSchool } from './schools';

/** Monday to Saturday, as in the timetable; ISO 8601's numbers. */
const SCHOOL_WEEK = [1, 2, 3, 4, 5, 6];

/** The password of every account of the demo. */
export const DEMO_PASSWORD = 'schoolgraph';

/** Fills the users database with one school's people. */
export async function seedPeople(
  tx: EntityManager,
  population: Population,
  since: string,
  now: Date,
): Promise<void> {
  const { school, students, staff, guardians, formerStudents } = population;
  const everyStudent = [...students, ...formerStudents];
  const { tenantId, tenantName } = school;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const user = ({ userId, givenName, familyName, email }: DemoPerson) => ({
    id: userId,
    tenantId,
    givenName,
    familyName,
    preferredGivenName: null,
    email,
    passwordHash: email && passwordHash,
    isEnabled: true,
  });
  await tx.upsert(Tenant, { id: tenantId, name: tenantName }, ['id']);
  await tx.insert(School, {
    ...school,
    gradeLevels: Object.keys(school.grades),
    parentId: tenantId,
    instructionalWeekdays: SCHOOL_WEEK,
  });
  await tx.insert(User, [...everyStudent, ...staff, ...guardians].map(user));
  await tx.insert(
    Student,
    everyStudent.map((student) => ({ ...student, tenantId, schoolId: school.id })),
  );
  const stays = [
    ...students.map((student, i) => stay(school, student, { entryDate: since, ...returnOf(i) })),
    ...formerStudents.map((student) => formerStay(school, student, since)),
    // Who came back was here before.
    ...students.filter((_, i) => isReturning(i)).map((student) => earlierStay(school, student, since)),
  ];
  await tx.insert(SchoolEnrollment, stays);
  await recordEvents(tx, tellingsOf(stays, everyStudent, now));
  await tx.insert(
    Staff,
    staff.map((member) => ({
      ...member,
      tenantId,
      schoolId: school.id,
      classifications: member.role === 'TEACHER' ? ['Teaching'] : ['Office'],
    })),
  );
  for (const { userId } of guardians) await ensureGuardian(tx, { id: userId, tenantId });
  await tx.insert(GuardianLink, guardianLinks(population, since));
  await tx.insert(RoleAssignment, roleAssignments(population, since));
}

/** What the other services hear of these stays. */
function tellingsOf(
  stays: readonly SchoolEnrollment[],
  students: readonly Pick<DemoStudent, 'id' | 'userId'>[],
  occurredAt: Date,
): NewEvent<'student.enrolled'>[] {
  const userIds = new Map(students.map(({ id, userId }) => [id, userId]));
  return stays.map(({ id: enrollmentId, tenantId, studentId, ...stay }) => {
    const { schoolId, gradeLevel, homeroom, entryDate, entryType } = stay;
    const payload = { studentId, userId: userIds.get(studentId)!, schoolId, enrollmentId };
    return {
      ...{ name: 'student.enrolled', tenantId, aggregateId: studentId, occurredAt },
      payload: { ...payload, gradeLevel, homeroom, entryDate, entryType },
    };
  });
}

/** One in twenty left once and came back. */
const isReturning = (i: number) => i % 20 === 19;
const returnOf = (i: number) => ({ entryType: isReturning(i) ? ('RE_ENTRY' as const) : ('NEW' as const) });

function stay(
  school: DemoSchool,
  student: DemoStudent,
  over: Partial<SchoolEnrollment> & Pick<SchoolEnrollment, 'entryDate'>,
): SchoolEnrollment {
  const { id: studentId, gradeLevel, homeroom, studentNumber } = student;
  return {
    id: demoId(ID_PREFIXES.SchoolEnrollment, `${studentId} ${over.exitType ?? 'open'}`),
    ...{ tenantId: school.tenantId, schoolId: school.id, studentId, gradeLevel, homeroom, studentNumber },
    ...{ exitDate: null, exitType: null, entryType: 'NEW', ...over },
  };
}

function formerStay(school: DemoSchool, student: FormerStudent, since: string): SchoolEnrollment {
  const { cameDaysBefore, leftDaysBefore, exitType } = student;
  const [entryDate, exitDate] = [addDays(since, -cameDaysBefore), addDays(since, -leftDaysBefore)];
  return stay(school, student, { entryDate, exitDate, exitType });
}

function earlierStay(school: DemoSchool, student: DemoStudent, since: string): SchoolEnrollment {
  const [entryDate, exitDate] = [addDays(since, -500), addDays(since, -200)];
  return stay(school, student, { entryDate, exitDate, exitType: 'WITHDRAWN' });
}

function guardianLinks({ school, guardians }: Population, since: string) {
  return guardians.flatMap((guardian) =>
    guardian.wards.map(({ student, ...tie }, i) => ({
      id: demoId(ID_PREFIXES.GuardianLink, `${guardian.userId} ${student.id}`),
      tenantId: school.tenantId,
      guardianUserId: guardian.userId,
      studentId: student.id,
      ...{ canSeeAttendance: true, canSeeGrades: true, ...tie },
      ...{
        contactPriority: i === 0 ? 1 : 2,
        notifyByEmail: guardian.email !== null,
        validFrom: since,
        validTo: null,
      },
    })),
  );
}

function roleAssignments({ school, students, staff, guardians }: Population, beginDate: string) {
  const assign = (userId: string, orgId: string, role: RoleAssignment['role']) => ({
    id: demoId('rol', `${userId} ${role} ${orgId}`),
    tenantId: school.tenantId,
    userId,
    orgId,
    role,
    beginDate,
    endDate: null,
  });
  return [
    ...students.map(({ userId }) => assign(userId, school.id, 'STUDENT')),
    ...staff.map(({ userId, role }) => assign(userId, school.id, role)),
    ...guardians.map(({ userId }) => assign(userId, school.id, 'GUARDIAN')),
  ];
}
