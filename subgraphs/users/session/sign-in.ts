import type { DataSource, EntityManager } from 'typeorm';
import { withTenant } from '../../../kernel/database/tenant-scope';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { SignInInput } from '../schema.generated';
import { User } from '../user/user.entity';
import { placeOf } from './client-address';
import { demandPatience, refuseSteadily, spendAttempt, whenHashingIsFree } from './credential-attempt';
import { comparableEmail, findAccounts, type FoundAccount } from './find-accounts';
import { isKnownPlace } from './known-addresses';
import { openSession, type SessionStart } from './open-session';
import { isOversize } from './password-rules';
import { hashPassword, isOutdated, verifyPassword } from './password';
import { recordFailedSignIn } from './record-failed-sign-in';
import { refuseSignIn } from './refuse-sign-in';
import { issueTokens, type SessionGrant, type SessionTokens } from './session-grant';
import { countTry, forget, forgive, readWait } from './throttle';
import { signInCounters, type Counter } from './throttle-limits';

type SignInContext = Pick<
  UsersContext,
  'db' | 'clock' | 'tokens' | 'access' | 'request' | 'credentialAttempt'
>;

/**
 * Exchanges an address and a password for the tokens of a new session.
 * @throws Refusal INVALID_CREDENTIALS, the same for an unknown address, a wrong password and a disabled account;
 *   TOO_MANY_ATTEMPTS, BUSY
 */
export async function signIn(context: SignInContext, input: SignInInput): Promise<SessionTokens> {
  spendAttempt(context.credentialAttempt);
  const email = comparableEmail(input.email);
  if (!email || isOversize(input.password)) return refuseCredentials();
  return refuseSteadily(() => tryToSignIn(context, { ...input, email }));
}

function refuseCredentials(): never {
  return refuseSignIn('INVALID_CREDENTIALS', 'The e-mail address or the password is wrong.');
}

async function tryToSignIn(context: SignInContext, input: SignInInput): Promise<SessionTokens> {
  const { db, clock, tokens, access, request } = context;
  const place = placeOf(request.clientAddress);
  const accounts = await findAccounts(db, input.email);
  const [pair, ...others] = signInCounters(input.email, place);
  // What strangers do elsewhere is no reason to keep somebody out where they always sign in.
  const counters = (await isKnownPlace(db.manager, accounts, place)) ? [pair] : [pair, ...others];
  demandPatience(await readWait(db.manager, counters, clock.now()));

  const account = await whenHashingIsFree(() => provenAccount(context, accounts, input.password, counters));
  const now = clock.now();
  if (!account) {
    await recordFailedSignIn(db, accounts, request.clientAddress, now);
    return refuseCredentials();
  }
  const start = { secret: access.sessionSecret, place, device: input.device, now };
  const grant = await withTenant(account.tenantId, () =>
    db.transaction((tx) => startSession(tx, account, start, request.clientAddress)),
  );
  await forget(db.manager, pair);
  return issueTokens(tokens, grant, now);
}

async function startSession(
  tx: EntityManager,
  { id, tenantId, passwordHash }: FoundAccount,
  start: SessionStart,
  address: string | null,
): Promise<SessionGrant> {
  const grant = await openSession(tx, id, start);
  // The person is held now: a password that was replaced after it was checked is none any more.
  if (!grant || !passwordHash || !(await tx.existsBy(User, { id, passwordHash }))) return refuseCredentials();
  await recordAudit(tx, {
    tenantId,
    actorUserId: id,
    action: 'session.started',
    subjectId: grant.claims.sid,
    at: start.now,
    address,
  });
  return grant;
}

/** The account that the password belongs to. The try is counted first and taken back where it is no failure. */
async function provenAccount(
  { db, clock }: Pick<UsersContext, 'db' | 'clock'>,
  accounts: readonly FoundAccount[],
  password: string,
  counters: readonly Counter[],
): Promise<FoundAccount | null> {
  demandPatience(await countTry(db, counters, clock.now()));
  const account = await matchingAccount(accounts, password);
  if (!account) return null;
  await forgive(db, counters, clock.now());
  return { ...account, passwordHash: await renewedHash(db, account, password) };
}

async function matchingAccount(
  accounts: readonly FoundAccount[],
  password: string,
): Promise<FoundAccount | null> {
  for (const account of accounts) if (await verifyPassword(account.passwordHash, password)) return account;
  // As much work as for an account that is there.
  if (accounts.length === 0) await verifyPassword(null, password);
  return null;
}

/** The hash as it is stored afterwards: a new one of the same password where more is asked of hashes than when it was set. */
async function renewedHash(
  db: DataSource,
  { id, tenantId, passwordHash }: FoundAccount,
  password: string,
): Promise<string | null> {
  if (!passwordHash || !isOutdated(passwordHash)) return passwordHash;
  const renewed = await hashPassword(password);
  const store = async (tx: EntityManager) => {
    await tx.query(`SELECT set_config('schoolgraph.renews_hash', 'on', true)`);
    // Unless it was changed meanwhile.
    await tx.update(User, { id, passwordHash }, { passwordHash: renewed });
  };
  await withTenant(tenantId, () => db.transaction(store));
  return renewed;
}
