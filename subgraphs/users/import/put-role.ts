import { STAFF_ROLES, type Role } from '../../../kernel/auth/viewer';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { RoleAssignment } from '../user/role-assignment.entity';
import type { User } from '../user/user.entity';
import { canAssign } from '../user/role.policy';
import type { RoleOrganization } from '../user/organization-path';
import { assertNotImporter, keepDraftedAdministrators } from './end-access';
import { readSpan } from './read-span';
import { addGuardian, addTie } from './roster-draft';
import { refuseRow } from './row';
import type { Change, Plan } from './unit';

/** What a row says of a role. */
export interface RoleRow {
  user: User;
  role: Role;
  organization: RoleOrganization;
  beginDate: string | null;
  endDate: string | null;
  /** Whether the end is the day of a removal, which may lie before the role began. */
  isRemoval: boolean;
}

const STAFF: ReadonlySet<Role> = new Set(STAFF_ROLES);
const GUARDIANS: ReadonlySet<Role> = new Set(['GUARDIAN', 'PARENT', 'RELATIVE']);

/**
 * Gives or ends a role as a row says, where the importer could by hand. One that has ended is not given again without a
 * day after its end.
 * @throws RowError OUT_OF_SCOPE, INVALID_DATE, ALREADY_ENDED; Refusal INVALID_DATE, LAST_ADMINISTRATOR
 */
export function putRole(plan: Plan, row: RoleRow): Change {
  const { user, role, organization } = row;
  if (!canAssign(plan.scope.viewer, organization, role)) {
    refuseRow('OUT_OF_SCOPE', 'The importer may not give this role.', 'role');
  }
  const today = plan.scope.todays.get(organization.id) ?? plan.scope.now.toISOString().slice(0, 10);
  const { begin, end } = readSpan({ ...row, begin: row.beginDate, end: row.endDate }, today, {
    begin: 'beginDate',
    end: 'endDate',
  });
  const held = plan.draft.roles
    .by('user', user.id)
    .filter((each) => each.orgId === organization.id && each.role === role);
  const present = held.find((each) => each.endDate === null || each.endDate > today);
  if (present) return end ? endRole(plan, user, present, { end, isRemoval: row.isRemoval }) : 'unchanged';
  if (end !== null && (end <= today || end <= begin)) return 'unchanged';
  assertNew(held, { begin, hasBegin: row.beginDate !== null });
  assertNotImporter(plan, user);
  giveRole(plan, row, { beginDate: begin, endDate: end });
  return 'created';
}

function endRole(
  plan: Plan,
  user: User,
  held: RoleAssignment,
  { end, isRemoval }: { end: string; isRemoval: boolean },
): Change {
  if (end < held.beginDate && !isRemoval) {
    refuseRow('INVALID_DATE', `The role began on ${held.beginDate}.`, 'endDate');
  }
  const endDate = end < held.beginDate ? held.beginDate : end;
  if (held.endDate !== null && held.endDate <= endDate) return 'unchanged';
  assertNotImporter(plan, user);
  keepDraftedAdministrators(plan, [held], endDate);
  const after = plan.draft.roles.save({ ...held, endDate });
  tellRole(plan, 'role.revoked', { before: held, after });
  return 'updated';
}

/** A row that knows nothing of the end of a role is about that role. */
function assertNew(
  past: readonly RoleAssignment[],
  { begin, hasBegin }: { begin: string; hasBegin: boolean },
): void {
  const ended = past.find(({ beginDate, endDate }) => !hasBegin || begin < endDate! || begin === beginDate);
  if (!ended) return;
  const message = `The role ended on ${ended.endDate}. To hold it again needs a first day after that.`;
  refuseRow('ALREADY_ENDED', message, 'beginDate');
}

function giveRole(
  plan: Plan,
  { user, role, organization }: RoleRow,
  dates: Pick<RoleAssignment, 'beginDate' | 'endDate'>,
): void {
  const { draft, scope } = plan;
  const { tenantId, now } = scope;
  const assignment = draft.roles.save({
    ...{ id: newId('rol', now.getTime()), tenantId, userId: user.id, orgId: organization.id, role },
    ...{ roleType: 'PRIMARY', ...dates },
  });
  addTie(draft, user.id, { orgId: organization.id, as: GUARDIANS.has(role) ? 'GUARDIAN' : 'STAFF' });
  tellRole(plan, 'role.assigned', { after: assignment });
  if (GUARDIANS.has(role)) addGuardian(draft, user);
  if (organization.isSchool && STAFF.has(role)) addStaff(plan, user, organization.id);
}

function addStaff({ draft, scope }: Plan, { id: userId, tenantId }: User, schoolId: string): void {
  if (draft.staff.by('place', `${userId} ${schoolId}`).length > 0) return;
  draft.staff.save({ id: newId(ID_PREFIXES.Staff, scope.now.getTime()), tenantId, userId, schoolId });
}

function tellRole(
  { draft, scope: { tenantId, viewer, schools, now } }: Plan,
  action: string,
  { before, after }: { before?: RoleAssignment; after: RoleAssignment },
): void {
  const schoolId = schools.has(after.orgId) ? after.orgId : null;
  draft.acts.add({
    ...{ tenantId, schoolId, actorUserId: viewer.userId, action, subjectId: after.userId, at: now },
    ...{ before, after },
  });
}
