import { IsNull, type EntityManager } from 'typeorm';
import { STAFF_ROLES, type Role } from '../../../kernel/auth/viewer';
import { newId } from '../../../kernel/ids';
import { ensureGuardian } from '../guardian/ensure-guardian';
import type { School } from '../school/school.entity';
import { todayAt } from '../school/school-zone';
import { ensureStaff } from '../staff/ensure-staff';
import { RoleAssignment } from '../user/role-assignment.entity';
import type { User } from '../user/user.entity';
import { refuseRow } from './row';
import type { Change, ImportScope } from './unit';

/** What a row says of a role. */
export interface RoleRow {
  user: User;
  role: Role;
  orgId: string;
  /** Absent where it is held above the schools. */
  school: School | undefined;
  beginDate: string | null;
  endDate: string | null;
}

const GUARDIANS: readonly Role[] = ['GUARDIAN', 'PARENT', 'RELATIVE'];

/**
 * Gives or ends a role as a row says. A school's import gives none that reach beyond the school.
 * @throws RowError OUT_OF_SCOPE, INVALID_DATE
 */
export async function putRole(tx: EntityManager, scope: ImportScope, row: RoleRow): Promise<Change> {
  const { user, role, orgId, school, endDate } = row;
  if (role === 'DISTRICT_ADMINISTRATOR' && (school || !scope.isDistrict)) {
    refuseRow('OUT_OF_SCOPE', 'The importer may not give this role.', 'role');
  }
  const today = school ? await todayAt(tx, school.id, scope.now) : scope.now.toISOString().slice(0, 10);
  const held = await tx.findOneBy(RoleAssignment, { userId: user.id, orgId, role, endDate: IsNull() });
  if (held) return endDate ? endRole(tx, held, endDate) : 'unchanged';
  const beginDate = row.beginDate ?? today;
  if (endDate && (endDate <= today || endDate <= beginDate)) return 'unchanged';
  if (endDate && (await tx.existsBy(RoleAssignment, { userId: user.id, orgId, role, endDate })))
    return 'unchanged';
  const { tenantId } = scope;
  const id = newId('rol', scope.now.getTime());
  await tx.insert(RoleAssignment, { id, tenantId, userId: user.id, orgId, role, beginDate, endDate });
  if (school && STAFF_ROLES.some((each) => each === role)) {
    await ensureStaff(tx, { tenantId, userId: user.id, schoolId: school.id }, scope.now);
  }
  if (GUARDIANS.includes(role)) await ensureGuardian(tx, user);
  return 'created';
}

async function endRole(tx: EntityManager, held: RoleAssignment, endDate: string): Promise<Change> {
  if (endDate < held.beginDate) refuseRow('INVALID_DATE', `The role began on ${held.beginDate}.`, 'endDate');
  await tx.update(RoleAssignment, { id: held.id }, { endDate });
  return 'updated';
}
