import type { Fault } from '../../kernel/errors';
import { unauthenticated } from '../../kernel/errors';

/** An access token taken apart. Nothing of it is known to be true yet. */
export interface ReadToken {
  keyId: string;
  claims: Claims;
  /** What the signature is of. */
  signed: string;
  signature: Buffer;
}

/** The claims of a token; numbers are of any kind. */
export type Claims = Readonly<Record<string, unknown>>;

/** Shorter than what servers take for a header, and forwarded with each call. */
const MAX_TOKEN_CHARACTERS = 8 * 1024 - 1;
const MAX_KEY_ID_CHARACTERS = 256;
/** Three parts, of which the last is the 64 bytes of an Ed25519 signature. */
const FORM = /^(([\w-]+)\.([\w-]+))\.([\w-]{86})$/;
/** What would let a token say for itself how it is to be believed. */
const FORBIDDEN_HEADERS = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip', 'enc'];

/**
 * Takes a JWT apart that is an access token by its own account: `typ: at+jwt` (RFC 9068), `alg: EdDSA`, a key id.
 * @throws Fault UNAUTHENTICATED for anything else
 */
export function readToken(token: string): ReadToken {
  const match = token.length <= MAX_TOKEN_CHARACTERS ? FORM.exec(token) : null;
  if (!match) throw badToken();
  const [, signed, head, body, signature] = match as unknown as [string, string, string, string, string];
  const { alg, typ, kid, ...header } = readPart(head);
  if (alg !== 'EdDSA' || typ !== 'at+jwt') throw badToken();
  if (typeof kid !== 'string' || kid === '' || kid.length > MAX_KEY_ID_CHARACTERS) throw badToken();
  if (FORBIDDEN_HEADERS.some((name) => Object.hasOwn(header, name))) throw badToken();
  return { keyId: kid, claims: readPart(body), signed, signature: Buffer.from(signature, 'base64url') };
}

/** The refusal of a token; which rule it broke is nobody's business but its issuer's. */
export function badToken(): Fault {
  return unauthenticated('The access token is not valid.');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readPart(encoded: string): Claims {
  try {
    const text = utf8.decode(Buffer.from(encoded, 'base64url'));
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !repeatsName(text))
      return value as Claims;
  } catch {
    // Not JSON, or not even text.
  }
  throw badToken();
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * Whether an object anywhere in a JSON text has a member twice. Parsers differ in which of the two they believe.
 * @param text known to be JSON
 */
function repeatsName(text: string): boolean {
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const names = open.at(-1)!;
      const name = JSON.parse(last) as string;
      if (names.has(name)) return true;
      names.add(name);
    }
    last = token;
  }
  return false;
}
