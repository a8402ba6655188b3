import { schoolsWith, type Viewer } from '../../../kernel/auth/viewer';
import type { ObjectLiteral } from 'typeorm';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import type { Ledger } from './ledger.entity';
import type { LedgerRole } from './ledger-member.entity';

/**
 * Whose ledgers a person reads, and all that is in them. A personal ledger: its members, and no role at any school
 * or of the whole tenant opens it. A school's: its bursar and principal, and the administrators of the tenant.
 * @param ledgerId the property of the queried row that names its ledger, such as `row.ledgerId`
 */
export function restrictToVisibleLedgers<T extends ObjectLiteral>(
  viewer: Viewer,
  ledgerId: string,
): Restriction<T> {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, 'BURSAR', 'PRINCIPAL');
  return (query) =>
    query.andWhere(
      `EXISTS (
        SELECT FROM ledgers visible WHERE visible.id = ${ledgerId} AND visible.tenant_id = :tenantId AND (
          (visible.kind = 'SCHOOL' AND (:isEverywhere OR visible.school_id = ANY(:ledgerSchools)))
          OR (visible.kind = 'PERSONAL' AND EXISTS (
            SELECT FROM ledger_members WHERE ledger_members.ledger_id = visible.id AND ledger_members.user_id = :self))))`,
      { tenantId: viewer.tenantId, isEverywhere, ledgerSchools: schoolIds, self: viewer.userId },
    );
}

/**
 * Whether the viewer may post to a ledger that they see.
 * @param memberRole the viewer's role in a personal ledger, null where they have none
 */
export function canPost(
  viewer: Viewer,
  { kind, schoolId }: Pick<Ledger, 'kind' | 'schoolId'>,
  memberRole: LedgerRole | null,
): boolean {
  if (kind === 'PERSONAL') return memberRole === 'OWNER' || memberRole === 'WRITER';
  return schoolId !== null && isBursar(viewer, schoolId);
}

/** Money is moved by the school's own bursar: administering the tenant does not make one. */
export function isBursar(viewer: Viewer, schoolId: string): boolean {
  return viewer.roles.some(({ orgId, role }) => orgId === schoolId && role === 'BURSAR');
}
