import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '../../kernel/errors';
import { isTrustedOrigin } from './origins';

/** Where a request may carry its token beside the `Authorization` header. */
export interface CredentialRules {
  /** Absent, nowhere. */
  cookie?: string;
  allowedOrigins: readonly string[];
}

/** The token of a request, in the form of an `Authorization` value. */
export interface Credentials {
  authorization: string | undefined;
  /** Whether it was in the cookie. */
  isFromCookie: boolean;
}

/**
 * Finds the token of an HTTP request. A browser adds cookies whoever asks it to, so that one counts only where the page
 * that asks is trusted and of the same site. Apollo Server refuses requests that a page can send without asking first.
 * @throws Fault CROSS_ORIGIN_REFUSED
 */
export function credentialsOf(
  headers: IncomingHttpHeaders,
  { cookie, allowedOrigins }: CredentialRules,
): Credentials {
  const { authorization } = headers;
  const token = authorization === undefined && cookie ? cookieIn(headers.cookie, cookie) : undefined;
  if (token === undefined) return { authorization, isFromCookie: false };
  if (headers['sec-fetch-site'] === 'cross-site' || !isTrustedOrigin(headers, allowedOrigins)) {
    throw new Fault('CROSS_ORIGIN_REFUSED', 'This page may not ask in the name of who is signed in here.');
  }
  return { authorization: `Bearer ${token}`, isFromCookie: true };
}

/** A cookie that comes twice was set by somebody else as well, and is read as nonsense. */
function cookieIn(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const values = pairs
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length > 1 ? '' : values[0];
}

/**
 * The header that makes a browser forget the token cookie. A script cannot do it, and with a token that is not taken any
 * more every request is refused, the one that gets a new token among them.
 */
export function forgetCookie(name: string): [string, string] {
  const secure = name.startsWith('__') ? '; Secure' : '';
  return ['set-cookie', `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`];
}
