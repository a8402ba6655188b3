import { viewerFrom, type Viewer } from '../../../kernel/auth/viewer';
import { continueInTenant } from '../../../kernel/database/tenant-scope';
import { refuse } from '../../../kernel/errors';
import type { UsersContext } from '../context';
import type { SignInErrorCode, SignInInput } from '../schema.generated';
import type { User } from '../user/user.entity';
import { verifyPassword } from './password';
import { viewerClaims } from './viewer-claims';

/** A longer password is refused unread: hashing it would be work for nothing. */
const MAX_PASSWORD_LENGTH = 1000;
/** An address is unique per tenant only; more accounts than this under one address are not tried. */
const MAX_ACCOUNTS = 5;

type Account = Pick<User, 'id' | 'tenantId' | 'passwordHash'>;

interface SignedIn {
  accessToken: string;
  expiresAt: Date;
  viewer: Viewer;
}

/**
 * Exchanges an address and a password for an access token. From then on the operation is of the account's tenant.
 * @throws Refusal INVALID_CREDENTIALS, the same for an unknown address, a wrong password and a disabled account
 */
export async function signIn(
  { db, clock, tokens }: Pick<UsersContext, 'db' | 'clock' | 'tokens'>,
  { email, password }: SignInInput,
): Promise<SignedIn> {
  const account = password.length <= MAX_PASSWORD_LENGTH ? await findAccount({ db }, email, password) : null;
  if (!account) {
    refuse<SignInErrorCode>('INVALID_CREDENTIALS', 'The e-mail address or the password is wrong.');
  }
  continueInTenant(account.tenantId);

  const now = clock.now();
  const today = now.toISOString().slice(0, 10);
  const claims = await viewerClaims(db.manager, account, today);
  const { token, expiresAt } = await tokens.issue(claims, now);
  return { accessToken: token, expiresAt, viewer: viewerFrom(claims) };
}

async function findAccount(
  { db }: Pick<UsersContext, 'db'>,
  email: string,
  password: string,
): Promise<Account | null> {
  const accounts = await db.query<Account[]>(
    `SELECT id, tenant_id AS "tenantId", password_hash AS "passwordHash"
     FROM sign_in_accounts($1) ORDER BY id LIMIT $2`,
    [email.trim(), MAX_ACCOUNTS],
  );
  for (const account of accounts) if (await verifyPassword(account.passwordHash, password)) return account;
  if (accounts.length === 0) await verifyPassword(null, password);
  return null;
}
