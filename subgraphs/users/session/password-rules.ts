import { COMMON_PASSWORDS } from './common-passwords';
import { refuseSignIn } from './refuse-sign-in';

const MIN_LENGTH = 8;
const MAX_LENGTH = 128;
/** UTF-16 units in 128 characters of whatever composition; what is longer is not even looked at. */
const MAX_UNITS = MAX_LENGTH * 8;
/** A shorter part of an address is in many good passwords by chance. */
const TELLING_LENGTH = 4;

/** What people put around a word to make it look like a password: signs, or digits as well. */
const EDGES = [/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, /^[\d\p{P}\p{S}]+|[\d\p{P}\p{S}]+$/gu];

/** Whether it is so long that no account can have it: it is refused before anything is worked out of it. */
export function isOversize(password: string): boolean {
  return password.length > MAX_UNITS || lengthOf(password.normalize('NFC')) > MAX_LENGTH;
}

/**
 * Why a new password is not good enough, in words for its owner; null where it is. Any character counts, and nothing is
 * cut off. What is refused is what others guess (OWASP ASVS 6.2): no mixture of kinds of characters is asked for.
 * @param email the owner's address, which must not be the password itself
 */
export function weaknessOf(password: string, email: string | null): string | null {
  if (isOversize(password)) return `A password has at most ${MAX_LENGTH} characters.`;
  const normalised = password.normalize('NFC');
  if (lengthOf(normalised) < MIN_LENGTH) return `A password has at least ${MIN_LENGTH} characters.`;
  const lower = normalised.toLowerCase().trim();
  const cores = [lower, ...EDGES.map((edge) => lower.replace(edge, ''))];
  if (cores.some((core) => COMMON_PASSWORDS.has(core) || isMonotonous(core)))
    return 'This password is one of those that are tried first. Choose another.';
  if (partsOf(email).some((part) => cores.includes(part))) return 'A password must not be your own address.';
  return null;
}

/** @throws Refusal WEAK_PASSWORD */
export function demandStrength(password: string, email: string | null, field: string[]): void {
  const weakness = weaknessOf(password, email);
  if (weakness) refuseSignIn('WEAK_PASSWORD', weakness, { field });
}

/** In characters as people count them, nearly: code points. */
function lengthOf(text: string): number {
  return [...text].length;
}

/** Made of two characters at most, or counting up or down throughout; a short rest of a password says nothing. */
function isMonotonous(text: string): boolean {
  if (text.length < TELLING_LENGTH) return false;
  const points = [...text].map((character) => character.codePointAt(0)!);
  const steps = new Set(points.slice(1).map((point, i) => point - points[i]!));
  return new Set(points).size <= 2 || (steps.size === 1 && Math.abs([...steps][0]!) === 1);
}

function partsOf(email: string | null): string[] {
  const address = email?.toLowerCase() ?? '';
  const [local = ''] = address.split('@');
  return [address, local, local.replace(/[\d\p{P}]+$/u, '')].filter((part) => part.length >= TELLING_LENGTH);
}
