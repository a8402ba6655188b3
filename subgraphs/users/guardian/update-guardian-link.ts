import { requireViewer } from '../../../kernel/auth/viewer';
import type { UsersContext } from '../context';
import type { UpdateGuardianLinkInput } from '../schema.generated';
import { readOptionalText } from '../text/read-text';
import { GuardianLink } from './guardian-link.entity';
import { readPriority, readSwitches } from './read-link';
import { lockLink, requireLink } from './require-link';
import { tellLinkChanged } from './tell-link-changed';

const MAX_NOTE = 2000;

/**
 * Changes what a guardian may for one child; what is absent stays.
 * @throws Fault UNAUTHENTICATED; BAD_USER_INPUT; Refusal NOT_FOUND, FORBIDDEN, INVALID_TEXT
 */
export async function updateGuardianLink(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: UpdateGuardianLinkInput,
): Promise<GuardianLink> {
  const viewer = requireViewer(context.viewer);
  const { link, schoolId } = await requireLink(context, input.guardianLinkId);
  const changes = readChanges(input);
  const now = context.clock.now();
  return context.db.transaction(async (tx) => {
    const before = await lockLink(tx, link);
    const after = { ...before, ...changes };
    await tx.save(GuardianLink, after);
    const change = { before, after, schoolId, actorUserId: viewer.userId, now };
    await tellLinkChanged(tx, { ...change, action: 'guardian_link.updated' });
    return after;
  });
}

function readChanges(input: UpdateGuardianLinkInput): Partial<GuardianLink> {
  const { relation, contactPriority, courtOrderNote } = input;
  return {
    ...readSwitches(input.switches),
    ...(relation && { relation }),
    ...(typeof contactPriority === 'number' && { contactPriority: readPriority(contactPriority) }),
    ...(courtOrderNote !== undefined && {
      courtOrderNote: readOptionalText(courtOrderNote, ['input', 'courtOrderNote'], MAX_NOTE),
    }),
  };
}
