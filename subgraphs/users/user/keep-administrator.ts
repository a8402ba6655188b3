import type { EntityManager } from 'typeorm';
import { OFFICE_ROLES, type Role } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import { isId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { OrganizationUnit } from '../organization/organization-unit.entity';
import type { UsersErrorCode } from '../schema.generated';
import { School } from '../school/school.entity';
import type { RoleAssignment } from './role-assignment.entity';

/** The roles by which an organisation is administered. */
export function administratorsOf(orgId: string): readonly Role[] {
  return isId(ID_PREFIXES.School, orgId) ? OFFICE_ROLES : ['DISTRICT_ADMINISTRATOR'];
}

/** Whether a role is one of those without which nobody could administer the organisation. */
export function isAdministrators({ orgId, role }: Pick<RoleAssignment, 'orgId' | 'role'>): boolean {
  return administratorsOf(orgId).includes(role);
}

/**
 * Makes sure that an administrator is left for good in each organisation once these roles have ended: somebody who may
 * sign in, and whose own end is not arranged. Locks the organisations: of two administrators who leave at the same time,
 * one stays. Call it with the holder under lock and the roles read since: one that is given to them meanwhile might be
 * what another administrator leaves on the strength of.
 * @param ending roles of one tenant that end; those that administer nothing are passed over
 * @param on first day on which they are no longer held
 * @throws Refusal LAST_ADMINISTRATOR
 */
export async function keepAdministrators(
  tx: EntityManager,
  ending: readonly RoleAssignment[],
  on: string,
): Promise<void> {
  const orgIds = organizationsLosing(ending, on);
  for (const orgId of orgIds) await lockOrganization(tx, orgId);
  for (const orgId of orgIds) {
    if (!(await isAdministeredWithout(tx, orgId, ending, on))) refuseLastAdministrator();
  }
}

/** The organisations that lose an administrator once these roles have ended, in the order of locking. */
export function organizationsLosing(ending: readonly RoleAssignment[], on: string): string[] {
  const administrators = ending
    .filter(isAdministrators)
    .filter(({ endDate }) => endDate === null || endDate > on);
  return [...new Set(administrators.map(({ orgId }) => orgId))].sort();
}

/** Whether a role makes its holder one who administers its organisation for good from a day on. */
export function administersFrom(role: RoleAssignment, on: string): boolean {
  return isAdministrators(role) && role.beginDate <= on && role.endDate === null;
}

/** @throws Refusal LAST_ADMINISTRATOR */
export function refuseLastAdministrator(): never {
  return refuse<UsersErrorCode>(
    'LAST_ADMINISTRATOR',
    'Nobody would be left to administer this organisation.',
  );
}

/** Locks an organisation until the transaction ends: who administers it changes one after the other. */
export async function lockOrganization(tx: EntityManager, id: string): Promise<void> {
  const entity = isId(ID_PREFIXES.School, id) ? School : OrganizationUnit;
  await tx.findOneOrFail<School | OrganizationUnit>(entity, {
    where: { id },
    lock: { mode: 'for_no_key_update' },
  });
}

async function isAdministeredWithout(
  tx: EntityManager,
  orgId: string,
  ending: readonly RoleAssignment[],
  on: string,
): Promise<boolean> {
  const [{ isAdministered }] = await tx.query<[{ isAdministered: boolean }]>(
    `SELECT EXISTS (
       SELECT FROM role_assignments held JOIN users ON users.id = held.user_id AND users.is_enabled
       WHERE held.org_id = $1 AND held.role = ANY($2) AND NOT held.id = ANY($3)
         AND held.begin_date <= $4 AND held.end_date IS NULL) AS "isAdministered"`,
    [orgId, administratorsOf(orgId), ending.map(({ id }) => id), on],
  );
  return isAdministered;
}
