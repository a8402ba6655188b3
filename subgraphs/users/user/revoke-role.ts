import type { EntityManager } from 'typeorm';
import { isMember, requireViewer, type Viewer } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { RevokeRoleInput, UsersErrorCode } from '../schema.generated';
import { readDay } from '../text/read-day';
import { keepAdministrators } from './keep-administrator';
import { organizationOf, todayIn, type RoleOrganization } from './organization-path';
import { lockNamedPerson } from './require-user';
import { RoleAssignment } from './role-assignment.entity';
import { canAssign } from './role.policy';

/**
 * Ends a role; what was held stays in the history. A role that would only begin later ends on its first day.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_DATE, LAST_ADMINISTRATOR, ANONYMIZED
 */
export async function revokeRole(
  { db, viewer, clock }: Pick<UsersContext, 'db' | 'viewer' | 'clock'>,
  { roleAssignmentId, endDate }: RevokeRoleInput,
): Promise<RoleAssignment> {
  const asker = requireViewer(viewer);
  const { assignment, organization } = await requireAssignment(db.manager, asker, roleAssignmentId);
  const { tenantId, userId } = assignment;
  const now = clock.now();
  return db.transaction(async (tx) => {
    const today = await todayIn(tx, organization, now);
    const end = lastDayOf(assignment, readDay(endDate ?? today, today, ['input', 'endDate']));
    await lockNamedPerson(tx, { id: userId, tenantId });
    const before = await tx.findOneByOrFail(RoleAssignment, { id: assignment.id, tenantId });
    assertNotEnded(before, end);
    await keepAdministrators(tx, [before], end);
    await tx.update(RoleAssignment, { id: before.id, tenantId }, { endDate: end });
    const after = { ...before, endDate: end };
    await recordAudit(tx, {
      ...{ tenantId, schoolId: organization.isSchool ? organization.id : null, actorUserId: asker.userId },
      ...{ action: 'role.revoked', subjectId: userId, at: now, before, after },
    });
    return after;
  });
}

async function requireAssignment(
  db: EntityManager,
  viewer: Viewer,
  id: string,
): Promise<{ assignment: RoleAssignment; organization: RoleOrganization }> {
  const assignment = await db.findOneBy(RoleAssignment, { id, tenantId: viewer.tenantId });
  const organization = assignment && (await organizationOf(db, viewer.tenantId, assignment.orgId));
  const mayEnd = organization && canAssign(viewer, organization, assignment.role);
  if (!organization || !(mayEnd || isMember(viewer, organization.id))) {
    return refuse<UsersErrorCode>('NOT_FOUND', 'There is no such role.', ['input', 'roleAssignmentId']);
  }
  if (!mayEnd) refuse<UsersErrorCode>('FORBIDDEN', 'You may not end this role.');
  return { assignment, organization };
}

function lastDayOf({ beginDate }: RoleAssignment, end: string): string {
  return end < beginDate ? beginDate : end;
}

function assertNotEnded({ endDate }: RoleAssignment, end: string): void {
  if (endDate === null || endDate > end) return;
  refuse<UsersErrorCode>('INVALID_DATE', 'The role has ended by then already.', ['input', 'endDate']);
}
