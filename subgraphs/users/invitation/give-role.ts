import { IsNull, type EntityManager } from 'typeorm';
import { STAFF_ROLES, type Role } from '../../../kernel/auth/viewer';
import { civilDate } from '../../../kernel/clock';
import { isId, newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { todayAt } from '../school/school-zone';
import { ensureStaff } from '../staff/ensure-staff';
import { RoleAssignment } from '../user/role-assignment.entity';
import type { Invitation } from './invitation.entity';

/** Gives somebody the role of their invitation from today on; who gets one of a school's staff works there. */
export async function giveRole(
  tx: EntityManager,
  userId: string,
  { organizationId, tenantId, role, title }: Invitation,
  now: Date,
): Promise<void> {
  const isSchool = isId(ID_PREFIXES.School, organizationId);
  const open = { userId, orgId: organizationId, role, endDate: IsNull() };
  if (!(await tx.existsBy(RoleAssignment, open))) {
    await tx.insert(RoleAssignment, {
      id: newId('rol', now.getTime()),
      tenantId,
      userId,
      orgId: organizationId,
      role,
      beginDate: isSchool ? await todayAt(tx, organizationId, now) : civilDate(now, 'UTC'),
      endDate: null,
    });
  }
  if (isSchool && isStaffRole(role)) {
    await ensureStaff(tx, { tenantId, userId, schoolId: organizationId, title }, now);
  }
}

function isStaffRole(role: Role): boolean {
  return (STAFF_ROLES as readonly Role[]).includes(role);
}
