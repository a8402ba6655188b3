import type { EntityManager } from 'typeorm';
import { GuardianLink } from '../../subgraphs/users/guardian/guardian-link.entity';
import { School } from '../../subgraphs/users/school/school.entity';
import { Tenant } from '../../subgraphs/users/school/tenant.entity';
import { hashPassword } from '../../subgraphs/users/session/password';
import { Staff } from '../../subgraphs/users/staff/staff.entity';
import { Student } from '../../subgraphs/users/student/student.entity';
import { RoleAssignment } from '../../subgraphs/users/user/role-assignment.entity';
import { User } from '../../subgraphs/users/user/user.entity';
import { demoId } from './demo-id';
import type { DemoPerson, Population } from './population';

/** Monday to Saturday, as in the timetable; ISO 8601's numbers. */
const SCHOOL_WEEK = [1, 2, 3, 4, 5, 6];

/** The password of every account of the demo. */
export const DEMO_PASSWORD = 'schoolgraph';

/** Fills the users database with one school's people. */
export async function seedPeople(tx: EntityManager, population: Population, since: string): Promise<void> {
  const { school, students, staff, guardians } = population;
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
  await tx.insert(Tenant, { id: tenantId, name: tenantName });
  await tx.insert(School, {
    ...school,
    gradeLevels: Object.keys(school.grades),
    parentId: tenantId,
    instructionalWeekdays: SCHOOL_WEEK,
  });
  await tx.insert(User, [...students, ...staff, ...guardians].map(user));
  await tx.insert(
    Student,
    students.map((student) => ({ ...student, tenantId, schoolId: school.id })),
  );
  await tx.insert(
    Staff,
    staff.map((member) => ({ ...member, tenantId, schoolId: school.id })),
  );
  await tx.insert(GuardianLink, guardianLinks(population, since));
  await tx.insert(RoleAssignment, roleAssignments(population, since));
}

function guardianLinks({ school, guardians }: Population, since: string) {
  return guardians.flatMap((guardian) =>
    guardian.wards.map(({ student, canSeeFinance }) => ({
      id: demoId('gdl', `${guardian.userId} ${student.id}`),
      tenantId: school.tenantId,
      guardianUserId: guardian.userId,
      studentId: student.id,
      relation: 'MOTHER' as const,
      canSeeAttendance: true,
      canSeeGrades: true,
      canSeeFinance,
      canReportAbsence: true,
      validFrom: since,
      validTo: null,
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
