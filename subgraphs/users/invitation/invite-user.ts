import type { EntityManager } from 'typeorm';
import { requireViewer, type Person } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import { writeMessage } from '../message/write-message';
import type { InviteUserInput, UsersErrorCode } from '../schema.generated';
import { comparableEmail } from '../session/find-accounts';
import { readOptionalText, readText } from '../text/read-text';
import { findOrganization, type InvitingOrganization } from './find-organization';
import { findPerson } from './find-person';
import { Invitation } from './invitation.entity';
import { canInvite } from './invitation.policy';

/** Long enough for somebody who reads their mail once a week. */
const LINK_MS = 7 * 24 * 3_600_000;
const ADDRESS = /^[^\s@<>()[\]",;:\\]+@[^\s@<>()[\]",;:\\]+\.[^\s@<>()[\]",;:\\.]{2,}$/;

/**
 * Invites somebody to an account with a role. An open invitation to the same address is replaced.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_EMAIL, INVALID_TEXT, EMAIL_TAKEN
 */
export async function inviteUser(
  { db, clock, viewer, request }: Pick<UsersContext, 'db' | 'clock' | 'viewer' | 'request'>,
  input: InviteUserInput,
): Promise<Invitation> {
  const inviter = requireViewer(viewer);
  const organization = await findOrganization(db.manager, input.organizationId);
  if (!organization)
    return refuse<UsersErrorCode>('NOT_FOUND', 'There is no such organisation.', ['input', 'organizationId']);
  if (!canInvite(inviter, organization, input.role))
    refuse<UsersErrorCode>('FORBIDDEN', 'You may not invite anybody to this role in this organisation.');
  const invitation = newInvitation(inviter, organization, input, clock.now());
  await db.transaction(async (tx) => {
    // Two who invite the same person take turns: the later invitation is the one that holds.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`invite ${invitation.email}`]);
    await assertInvitable(tx, invitation);
    await tx.query(
      'DELETE FROM invitations WHERE tenant_id = $1 AND lower(email) = lower($2) AND accepted_at IS NULL',
      [invitation.tenantId, invitation.email],
    );
    await tx.insert(Invitation, invitation);
    await tellInvitation(tx, invitation, organization, request.clientAddress);
  });
  return invitation;
}

function newInvitation(
  inviter: Person,
  organization: InvitingOrganization,
  input: InviteUserInput,
  now: Date,
): Invitation {
  return {
    id: newId('ivt', now.getTime()),
    tenantId: inviter.tenantId,
    organizationId: organization.id,
    email: readAddress(input.email),
    givenName: readText(input.givenName, ['input', 'givenName']),
    familyName: readText(input.familyName, ['input', 'familyName']),
    role: input.role,
    title: readOptionalText(input.title, ['input', 'title']),
    invitedBy: inviter.userId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + LINK_MS),
    acceptedAt: null,
  };
}

function readAddress(text: string): string {
  const email = comparableEmail(text);
  if (!email || !ADDRESS.test(email))
    return refuse<UsersErrorCode>('INVALID_EMAIL', 'This is no e-mail address.', ['input', 'email']);
  return email;
}

/** Who has a password has an account: it gets a further role by `assignRole`, not by a link in a mail. */
async function assertInvitable(tx: EntityManager, { email, role }: Invitation): Promise<void> {
  const person = await findPerson(tx, email);
  if (person?.passwordHash)
    refuse<UsersErrorCode>('EMAIL_TAKEN', 'Somebody has an account with this address.', ['input', 'email']);
  if (role === 'STUDENT' && !person)
    refuse<UsersErrorCode>('FORBIDDEN', 'Students are registered before they are invited.', [
      'input',
      'role',
    ]);
}

async function tellInvitation(
  tx: EntityManager,
  { id, tenantId, email, expiresAt, invitedBy, createdAt: now, ...rest }: Invitation,
  { isSchool }: InvitingOrganization,
  address: string | null,
): Promise<void> {
  await writeMessage(tx, { tenantId, kind: 'INVITATION', recipient: email, subjectId: id, expiresAt, now });
  await recordAudit(tx, {
    tenantId,
    schoolId: isSchool ? rest.organizationId : null,
    actorUserId: invitedBy,
    action: 'invitation.sent',
    subjectId: id,
    at: now,
    address,
    after: { email, ...rest },
  });
}
