import { isId } from '../../../kernel/ids';
import { deriveSecret, isDerived } from './derived-secret';
import { refuseSignIn } from './refuse-sign-in';

/** The row that a link is for, and where it is. */
export interface LinkSubject {
  tenantId: string;
  id: string;
}

const MAX_LENGTH = 200;

/**
 * The token of a link: `tenant.row.secret`. The secret's 256 bits are derived from the rest, so that whoever sends the
 * link can write it down at any time while nobody who reads the database can.
 */
export function linkToken(secret: string, { tenantId, id }: LinkSubject): string {
  const subject = `${tenantId}.${id}`;
  return `${subject}.${deriveSecret(secret, 'link', subject)}`;
}

/**
 * @param prefix of the ids that this kind of link is for
 * @returns null for what is no token of ours for such a link
 */
export function readLinkToken(secret: string, prefix: string, text: string): LinkSubject | null {
  if (text.length > MAX_LENGTH) return null;
  const [tenantId, id, given, ...rest] = text.split('.');
  if (!tenantId || !id || !given || rest.length > 0 || !isId(prefix, id)) return null;
  return isDerived(secret, 'link', `${tenantId}.${id}`, given) ? { tenantId, id } : null;
}

/** @throws Refusal INVALID_TOKEN, the same for a link that is unknown, used, too old or of somebody who may not sign in */
export function refuseLink(): never {
  return refuseSignIn('INVALID_TOKEN', 'The link is not valid, or not any more.', {
    field: ['input', 'token'],
  });
}
