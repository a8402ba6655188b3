import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import { withTenant } from '../../../kernel/database/tenant-scope';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { ResetPasswordInput } from '../schema.generated';
import { placeOf } from '../session/client-address';
import { spendAttempt, whenHashingIsFree } from '../session/credential-attempt';
import { endSessions } from '../session/end-sessions';
import { rememberPlace } from '../session/known-addresses';
import { readLinkToken, refuseLink, type LinkSubject } from '../session/link-token';
import { hashPassword } from '../session/password';
import { demandStrength } from '../session/password-rules';
import { User } from '../user/user.entity';
import { PasswordReset } from './password-reset.entity';

type ResetContext = Pick<UsersContext, 'db' | 'clock' | 'access' | 'request' | 'credentialAttempt'>;

/**
 * Sets a new password by the token of a link and ends all sessions of the person: whoever had the old one is out.
 * @throws Refusal INVALID_TOKEN; WEAK_PASSWORD and BUSY, which leave the token good
 */
export async function resetPassword(
  context: ResetContext,
  { token, password }: ResetPasswordInput,
): Promise<void> {
  spendAttempt(context.credentialAttempt);
  const link = readLinkToken(context.access.sessionSecret, 'pwr', token);
  if (!link) return refuseLink();
  await withTenant(link.tenantId, () => takeLink(context, link, password));
}

async function takeLink(
  { db, clock, request }: ResetContext,
  link: LinkSubject,
  password: string,
): Promise<void> {
  const reset = await db.manager.findOneBy(PasswordReset, whileOpen(link, clock.now()));
  const user = reset && (await db.manager.findOneBy(User, { id: reset.userId, isEnabled: true }));
  if (!user) return refuseLink();
  demandStrength(password, user.email, ['input', 'password']);
  const passwordHash = await whenHashingIsFree(() => hashPassword(password));
  await db.transaction(async (tx) => {
    const now = clock.now();
    await replacePassword(tx, { link, user, passwordHash, now });
    await rememberPlace(tx, user, placeOf(request.clientAddress), now);
    await recordAudit(tx, {
      tenantId: user.tenantId,
      actorUserId: user.id,
      action: 'password.reset',
      subjectId: user.id,
      at: now,
      address: request.clientAddress,
    });
  });
}

const whileOpen = ({ id }: LinkSubject, now: Date) => ({ id, usedAt: IsNull(), expiresAt: MoreThan(now) });

interface Replacement {
  link: LinkSubject;
  user: User;
  passwordHash: string;
  now: Date;
}

async function replacePassword(
  tx: EntityManager,
  { link, user: { id: userId }, passwordHash, now }: Replacement,
): Promise<void> {
  // The person first: two links of one person that are used at once take turns here.
  const { affected: changed } = await tx.update(User, { id: userId, isEnabled: true }, { passwordHash });
  const { affected: used } = await tx.update(PasswordReset, whileOpen(link, now), { usedAt: now });
  if (changed !== 1 || used !== 1) return refuseLink();
  await tx.update(PasswordReset, { userId, usedAt: IsNull() }, { usedAt: now });
  await endSessions(tx, { userId }, 'PASSWORD_CHANGED', now);
}
