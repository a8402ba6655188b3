import type { DataSource } from 'typeorm';
import type { User } from '../user/user.entity';

/** An address is unique per tenant only; more accounts than this under one address are not tried. */
const MAX_ACCOUNTS = 5;
/** RFC 5321 allows no longer one. */
const MAX_ADDRESS_LENGTH = 254;

/** An address as it is compared, or null where it cannot be anybody's. */
export function comparableEmail(text: string): string | null {
  if (text.length > 2 * MAX_ADDRESS_LENGTH) return null;
  const email = text.trim().normalize('NFC').toLowerCase();
  // PostgreSQL stores no NUL, and nobody's address has any other of these.
  return email.length > 0 && email.length <= MAX_ADDRESS_LENGTH && !/\p{Cc}|\p{Cs}/u.test(email)
    ? email
    : null;
}

/** An account that somebody may prove to be theirs. */
export type FoundAccount = Pick<User, 'id' | 'tenantId' | 'passwordHash'>;

/** The accounts of an address, of whatever tenant, that may sign in. The one look-up that no tenant is known for. */
export function findAccounts(db: DataSource, email: string): Promise<FoundAccount[]> {
  return db.query<FoundAccount[]>(
    `SELECT id, tenant_id AS "tenantId", password_hash AS "passwordHash"
     FROM sign_in_accounts($1) ORDER BY id LIMIT $2`,
    [email, MAX_ACCOUNTS],
  );
}
