import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import { withTenant } from '../../../kernel/database/tenant-scope';
import { newId } from '../../../kernel/ids';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import { writeMessage } from '../message/write-message';
import { placeOf } from '../session/client-address';
import { demandPatience, spendAttempt, steadily } from '../session/credential-attempt';
import { comparableEmail, findAccounts, type FoundAccount } from '../session/find-accounts';
import { countTry } from '../session/throttle';
import { resetCounters } from '../session/throttle-limits';
import { PasswordReset } from './password-reset.entity';

/** Long enough to read a mail, short enough that one found later is worth nothing. */
const LINK_MS = 15 * 60_000;
/** Further ones would not make the mail arrive any sooner. */
const MAX_OPEN = 3;

type ResetContext = Pick<UsersContext, 'db' | 'clock' | 'request' | 'credentialAttempt'>;

/**
 * Sends links for a new password to an address. What is answered, and when, does not tell whether somebody has it.
 * @throws Refusal TOO_MANY_ATTEMPTS
 */
export async function requestPasswordReset(context: ResetContext, address: string): Promise<void> {
  spendAttempt(context.credentialAttempt);
  const email = comparableEmail(address);
  if (email) await steadily(() => sendLinks(context, email));
}

async function sendLinks({ db, clock, request }: ResetContext, email: string): Promise<void> {
  const now = clock.now();
  demandPatience(await countTry(db, resetCounters(email, placeOf(request.clientAddress)), now));
  for (const account of await findAccounts(db, email)) {
    // Who never had a password is invited, by somebody who knows them.
    if (account.passwordHash === null) continue;
    await withTenant(account.tenantId, () =>
      db.transaction((tx) => sendLink(tx, account, email, request.clientAddress, now)),
    );
  }
}

async function sendLink(
  tx: EntityManager,
  { id: userId, tenantId }: FoundAccount,
  recipient: string,
  address: string | null,
  now: Date,
): Promise<void> {
  const open = await tx.countBy(PasswordReset, { userId, usedAt: IsNull(), expiresAt: MoreThan(now) });
  if (open >= MAX_OPEN) return;
  const id = newId('pwr', now.getTime());
  const expiresAt = new Date(now.getTime() + LINK_MS);
  await tx.insert(PasswordReset, { id, tenantId, userId, createdAt: now, expiresAt, usedAt: null });
  await writeMessage(tx, { tenantId, kind: 'PASSWORD_RESET', recipient, subjectId: id, expiresAt, now });
  await recordAudit(tx, {
    tenantId,
    actorUserId: null,
    action: 'password.reset-requested',
    subjectId: userId,
    at: now,
    address,
  });
}
