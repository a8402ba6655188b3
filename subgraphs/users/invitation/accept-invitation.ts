import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import { violatedConstraint } from '../../../kernel/database/errors';
import { withTenant } from '../../../kernel/database/tenant-scope';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { AcceptInvitationInput } from '../schema.generated';
import { placeOf } from '../session/client-address';
import { spendAttempt, whenHashingIsFree } from '../session/credential-attempt';
import { readLinkToken, refuseLink, type LinkSubject } from '../session/link-token';
import { openSession } from '../session/open-session';
import { hashPassword } from '../session/password';
import { demandStrength } from '../session/password-rules';
import { issueTokens, type SessionGrant, type SessionTokens } from '../session/session-grant';
import { User } from '../user/user.entity';
import { findPerson } from './find-person';
import { giveRole } from './give-role';
import { Invitation } from './invitation.entity';

type AcceptContext = Pick<
  UsersContext,
  'db' | 'clock' | 'tokens' | 'access' | 'request' | 'credentialAttempt'
>;

/**
 * Takes an invitation up: sets the password of the account, which is made where there is none, and signs in.
 * @throws Refusal INVALID_TOKEN; WEAK_PASSWORD and BUSY, which leave the token good
 */
export async function acceptInvitation(
  context: AcceptContext,
  { token, password }: AcceptInvitationInput,
): Promise<SessionTokens> {
  const { db, clock, tokens, access } = context;
  spendAttempt(context.credentialAttempt);
  const link = readLinkToken(access.sessionSecret, 'ivt', token);
  if (!link) return refuseLink();
  return withTenant(link.tenantId, async () => {
    const invitation = await db.manager.findOneBy(Invitation, whileOpen(link, clock.now()));
    if (!invitation) return refuseLink();
    demandStrength(password, invitation.email, ['input', 'password']);
    const passwordHash = await whenHashingIsFree(() => hashPassword(password));
    const now = clock.now();
    const grant = await db.transaction((tx) => accept(tx, context, { link, passwordHash, now }));
    return issueTokens(tokens, grant, now);
  });
}

const whileOpen = ({ id }: LinkSubject, now: Date) => ({
  id,
  acceptedAt: IsNull(),
  expiresAt: MoreThan(now),
});

interface Acceptance {
  link: LinkSubject;
  passwordHash: string;
  now: Date;
}

async function accept(
  tx: EntityManager,
  { access, request }: AcceptContext,
  { link, passwordHash, now }: Acceptance,
): Promise<SessionGrant> {
  const { affected } = await tx.update(Invitation, whileOpen(link, now), { acceptedAt: now });
  if (affected !== 1) return refuseLink();
  const invitation = await tx.findOneByOrFail(Invitation, { id: link.id });
  const userId = await becomeUser(tx, invitation, passwordHash, now);
  await giveRole(tx, userId, invitation, now);
  const place = placeOf(request.clientAddress);
  const grant = await openSession(tx, userId, { secret: access.sessionSecret, place, now });
  await recordAudit(tx, {
    tenantId: invitation.tenantId,
    actorUserId: userId,
    action: 'invitation.accepted',
    subjectId: invitation.id,
    at: now,
    address: request.clientAddress,
  });
  return grant ?? refuseLink();
}

/** The person the invitation is for. One who has got a password meanwhile is not given another by it. */
async function becomeUser(
  tx: EntityManager,
  { tenantId, email, givenName, familyName }: Invitation,
  passwordHash: string,
  now: Date,
): Promise<string> {
  const known = await findPerson(tx, email);
  if (known?.passwordHash) return refuseLink();
  if (known) {
    const { affected } = await tx.update(User, { id: known.id, passwordHash: IsNull() }, { passwordHash });
    return affected === 1 ? known.id : refuseLink();
  }
  const id = newId(ID_PREFIXES.User, now.getTime());
  await tx
    .insert(User, { id, tenantId, email, givenName, familyName, passwordHash, isEnabled: true })
    .catch(refuseIfTaken);
  return id;
}

/** Somebody got the address in this very moment, by an import for instance. */
function refuseIfTaken(error: unknown): never {
  if (violatedConstraint(error) === 'users_email_unique') refuseLink();
  throw error;
}
