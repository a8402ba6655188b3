import { requireViewer } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import type { UsersContext } from '../context';
import type { RevokeGuardianLinkInput, UsersErrorCode } from '../schema.generated';
import { todayAt } from '../school/school-zone';
import { readDay } from '../text/read-day';
import { GuardianLink } from './guardian-link.entity';
import { lockLink, requireLink } from './require-link';
import { tellLinkChanged } from './tell-link-changed';

/**
 * Ends a link; it stays in the history. One that would only begin later ends on its first day.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_DATE
 */
export async function revokeGuardianLink(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: RevokeGuardianLinkInput,
): Promise<GuardianLink> {
  const viewer = requireViewer(context.viewer);
  const { link, schoolId } = await requireLink(context, input.guardianLinkId);
  const field = ['input', 'validTo'];
  const now = context.clock.now();
  return context.db.transaction(async (tx) => {
    const before = await lockLink(tx, link);
    const today = await todayAt(tx, schoolId, now);
    const day = readDay(input.validTo ?? today, today, field);
    const validTo = day < before.validFrom ? before.validFrom : day;
    if (before.validTo !== null && before.validTo <= validTo) {
      refuse<UsersErrorCode>('INVALID_DATE', 'The link has ended by then already.', field);
    }
    await tx.update(GuardianLink, { id: before.id, tenantId: before.tenantId }, { validTo });
    const change = { before, after: { ...before, validTo }, schoolId, actorUserId: viewer.userId, now };
    await tellLinkChanged(tx, { ...change, action: 'guardian_link.revoked' });
    return change.after;
  });
}
