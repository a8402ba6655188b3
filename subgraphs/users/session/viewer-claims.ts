import { LessThanOrEqual, type EntityManager } from 'typeorm';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { GuardianLink } from '../guardian/guardian-link.entity';
import { Staff } from '../staff/staff.entity';
import { Student } from '../student/student.entity';
import { RoleAssignment } from '../user/role-assignment.entity';
import type { User } from '../user/user.entity';

/**
 * What a token says about a person on a day: roles, and wards with the switches of each link. Other services decide
 * from these claims alone, without asking this one.
 * @param today civil date, `YYYY-MM-DD`
 */
export async function viewerClaims(
  db: EntityManager,
  user: Pick<User, 'id' | 'tenantId'>,
  today: string,
): Promise<ViewerClaims> {
  const userId = user.id;
  const [roles, student, staff, wards] = await Promise.all([
    db.findBy(RoleAssignment, { userId, beginDate: LessThanOrEqual(today) }),
    db.findOneBy(Student, { userId }),
    db.findOneBy(Staff, { userId }),
    wardClaims(db, userId, today),
  ]);
  const isOpen = ({ endDate }: RoleAssignment) => endDate === null || endDate > today;
  return {
    sub: userId,
    tenant: user.tenantId,
    roles: roles.filter(isOpen).map(({ orgId, role }) => ({ org: orgId, role })),
    student: student?.id,
    staff: staff?.id,
    wards,
  };
}

async function wardClaims(
  db: EntityManager,
  userId: string,
  today: string,
): Promise<NonNullable<ViewerClaims['wards']>> {
  const links = await db.findBy(GuardianLink, { guardianUserId: userId, validFrom: LessThanOrEqual(today) });
  const open = links.filter(({ validTo }) => validTo === null || validTo > today);
  const students = await Promise.all(
    open.map(({ studentId }) => db.findOneByOrFail(Student, { id: studentId })),
  );
  return open.map((link, i) => ({
    student: link.studentId,
    school: students[i]!.schoolId,
    attendance: link.canSeeAttendance,
    grades: link.canSeeGrades,
    finance: link.canSeeFinance,
    reportAbsence: link.canReportAbsence,
  }));
}
