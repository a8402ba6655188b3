import type { DataSource } from 'typeorm';
import type { Role } from '../../kernel/auth/viewer';
import { newId } from '../../kernel/ids';
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

export const PASSWORD = 'correct horse battery staple';
/** First day of what a builder makes. */
const SINCE = '2024-01-01';

/** A school that is a tenant of its own, as most are. */
export async function aSchool(db: DataSource, over: Partial<School> = {}): Promise<School> {
  const tenantId = over.tenantId ?? newId('org');
  await db.manager.upsert(Tenant, { id: tenantId, name: 'A district' }, ['id']);
  return db.manager.save(School, {
    id: newId(ID_PREFIXES.School),
    tenantId,
    name: 'Hillside',
    timeZone: 'Africa/Nairobi',
    currency: 'KES',
    locale: 'en-KE',
    gradeLevels: ['9', '10'],
    parentId: tenantId,
    ...over,
  });
}

/** Somebody with an account; with an address they can sign in by {@link PASSWORD}. */
export async function aUser(db: DataSource, school: School, over: Partial<User> = {}): Promise<User> {
  return db.manager.save(User, {
    id: newId(ID_PREFIXES.User),
    tenantId: school.tenantId,
    givenName: 'Amina',
    familyName: 'Otieno',
    preferredGivenName: null,
    email: null,
    isEnabled: true,
    passwordHash: over.email ? await hashPassword(PASSWORD) : null,
    ...over,
  });
}

/** What of a student a test cares about: their name, and the row of the student. */
interface StudentDetails extends Partial<User> {
  student?: Partial<Student>;
  /** First day at the school; null for a student whose stays the test makes itself. */
  since?: string | null;
}

/** A student who is at the school since {@link SINCE}. */
export async function aStudent(
  db: DataSource,
  school: School,
  { student: own, since = SINCE, ...over }: StudentDetails = {},
): Promise<Student> {
  const user = await aUser(db, school, over);
  const student = await db.manager.save(Student, {
    id: newId(ID_PREFIXES.Student),
    tenantId: school.tenantId,
    userId: user.id,
    schoolId: school.id,
    familyName: user.familyName,
    studentNumber: user.id.slice(-8),
    gradeLevel: '9',
    homeroom: '9A',
    version: 1,
    ...own,
  });
  if (since) await aStay(db, student, { entryDate: since });
  return student;
}

/** A stay of a student, open and at their school unless said otherwise. */
export async function aStay(
  db: DataSource,
  student: Student,
  over: Partial<SchoolEnrollment> = {},
): Promise<SchoolEnrollment> {
  const { tenantId, id: studentId, schoolId, gradeLevel, homeroom, studentNumber } = student;
  return db.manager.save(SchoolEnrollment, {
    ...{
      id: newId(ID_PREFIXES.SchoolEnrollment),
      tenantId,
      studentId,
      schoolId,
      gradeLevel,
      homeroom,
      studentNumber,
    },
    ...{ entryDate: SINCE, entryType: 'NEW', exitDate: null, exitType: over.exitDate ? 'WITHDRAWN' : null },
    ...over,
  });
}

export async function aStaffMember(
  db: DataSource,
  school: School,
  role: Role,
  over: Partial<User> = {},
): Promise<Staff> {
  const user = await aUser(db, school, over);
  await grantRole(db, user, school.id, role);
  return db.manager.save(Staff, {
    id: newId(ID_PREFIXES.Staff),
    tenantId: school.tenantId,
    userId: user.id,
    schoolId: school.id,
    title: null,
  });
}

export async function grantRole(
  db: Pick<DataSource, 'manager'>,
  user: User,
  orgId: string,
  role: Role,
): Promise<RoleAssignment> {
  return db.manager.save(RoleAssignment, {
    id: newId('rol'),
    tenantId: user.tenantId,
    userId: user.id,
    orgId,
    role,
    beginDate: SINCE,
    endDate: null,
  });
}

/** Links a guardian to a child, all switches on unless said otherwise. */
export async function link(
  db: DataSource,
  guardian: User,
  student: Student,
  over: Partial<GuardianLink> = {},
): Promise<GuardianLink> {
  await ensureGuardian(db.manager, guardian);
  return db.manager.save(GuardianLink, {
    id: newId('gdl'),
    tenantId: student.tenantId,
    guardianUserId: guardian.id,
    studentId: student.id,
    relation: 'MOTHER',
    canSeeAttendance: true,
    canSeeGrades: true,
    canSeeFinance: true,
    canReportAbsence: true,
    validFrom: SINCE,
    validTo: null,
    ...over,
  });
}
