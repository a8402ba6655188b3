import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';
import { mixesScripts } from './read-name';

/** RFC 5321 §4.5.3.1. */
const MAX_ADDRESS = 254;
const MAX_LOCAL_PART = 64;
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+\p{L}[\p{L}\p{M}\p{N}-]*$/u;
const PHONE = /^\+?[0-9][0-9 ().\-/]{2,29}$/;

/**
 * Reads an e-mail address. It is kept as it is written; that two of them are the same is for the database to find.
 * @throws Refusal INVALID_EMAIL
 */
export function readEmail(email: string, field: string[]): string {
  const read = email.length <= MAX_ADDRESS * 2 ? email.trim() : '';
  const at = read.lastIndexOf('@');
  const [local, domain] = [read.slice(0, at), read.slice(at + 1)].map((part) => part.normalize('NFC'));
  const isAddress =
    read.length <= MAX_ADDRESS &&
    at > 0 &&
    at <= MAX_LOCAL_PART &&
    LOCAL_PART.test(local!) &&
    DOMAIN.test(domain!) &&
    !mixesScripts(read);
  if (!isAddress) refuse<UsersErrorCode>('INVALID_EMAIL', 'This is no e-mail address.', field);
  return read;
}

/** @throws Refusal INVALID_TEXT */
export function readPhone(phone: string, field: string[]): string {
  const read = phone.slice(0, 100).trim();
  if (!PHONE.test(read)) refuse<UsersErrorCode>('INVALID_TEXT', 'This is no telephone number.', field);
  return read;
}
