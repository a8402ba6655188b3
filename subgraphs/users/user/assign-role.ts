import type { EntityManager } from 'typeorm';
import { requireViewer, STAFF_ROLES, type Viewer } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { AssignRoleInput, UsersErrorCode } from '../schema.generated';
import { ensureStaff } from '../staff/ensure-staff';
import { readInterval } from '../text/read-day';
import { organizationOf, todayIn, type RoleOrganization } from './organization-path';
import { lockNamedPerson } from './require-user';
import { RoleAssignment } from './role-assignment.entity';
import { canAssign } from './role.policy';

/**
 * Gives a person of the tenant a role; who gets one of a school's staff works there from then on.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_DATE, ROLE_ALREADY_HELD, ANONYMIZED
 */
export async function assignRole(
  { db, viewer, clock }: Pick<UsersContext, 'db' | 'viewer' | 'clock'>,
  input: AssignRoleInput,
): Promise<RoleAssignment> {
  const asker = requireViewer(viewer);
  const organization = await organizationOf(db.manager, asker.tenantId, input.organizationId);
  if (!organization) {
    return refuse<UsersErrorCode>('NOT_FOUND', 'There is no such organisation.', ['input', 'organizationId']);
  }
  if (!canAssign(asker, organization, input.role)) {
    refuse<UsersErrorCode>('FORBIDDEN', 'You may not give this role in this organisation.');
  }
  const now = clock.now();
  return db.transaction(async (tx) => {
    const { user } = await lockNamedPerson(tx, { id: input.userId, tenantId: asker.tenantId });
    const assignment = await newAssignment(tx, { input, viewer: asker, organization, now });
    await assertNotHeld(tx, assignment);
    await tx.insert(RoleAssignment, assignment);
    if (organization.isSchool && isStaffRole(input.role)) {
      await ensureStaff(tx, { tenantId: user.tenantId, userId: user.id, schoolId: organization.id }, now);
    }
    await recordAudit(tx, {
      ...{ tenantId: user.tenantId, schoolId: organization.isSchool ? organization.id : null },
      ...{
        actorUserId: asker.userId,
        action: 'role.assigned',
        subjectId: user.id,
        at: now,
        after: assignment,
      },
    });
    return assignment;
  });
}

interface Assigning {
  input: AssignRoleInput;
  viewer: Viewer;
  organization: RoleOrganization;
  now: Date;
}

async function newAssignment(
  tx: EntityManager,
  { input, viewer, organization, now }: Assigning,
): Promise<RoleAssignment> {
  const today = await todayIn(tx, organization, now);
  const { begin, end } = readInterval(
    { begin: input.beginDate ?? today, end: input.endDate ?? null },
    today,
    {
      begin: ['input', 'beginDate'],
      end: ['input', 'endDate'],
    },
  );
  return {
    id: newId('rol', now.getTime()),
    tenantId: viewer.tenantId,
    userId: input.userId,
    orgId: organization.id,
    role: input.role,
    roleType: input.roleType ?? 'SECONDARY',
    beginDate: begin,
    endDate: end,
  };
}

async function assertNotHeld(
  tx: EntityManager,
  { userId, orgId, role, beginDate, endDate }: RoleAssignment,
): Promise<void> {
  const isHeld = await tx
    .createQueryBuilder(RoleAssignment, 'held')
    .where({ userId, orgId, role })
    .andWhere('daterange(held.beginDate, held.endDate) && daterange(:beginDate, :endDate)', {
      beginDate,
      endDate,
    })
    .getExists();
  if (isHeld)
    refuse<UsersErrorCode>('ROLE_ALREADY_HELD', 'The person holds this role on some of these days already.');
}

function isStaffRole(role: string): boolean {
  return (STAFF_ROLES as readonly string[]).includes(role);
}
