import type { IncomingHttpHeaders } from 'node:http';
import type { HttpReply, HttpRequest } from '../../kernel/http/http-server';

const PREFLIGHT_SECONDS = 600;
const HEADER_NAMES = /^[\w-]+( *, *[\w-]+)*$/;

/**
 * Whether the page that asks, if it is a page, is the gateway's own or one of an allowed origin. Browsers say where a page
 * is from and do not let it say otherwise.
 */
export function isTrustedOrigin({ origin, host }: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  if (origin === undefined || allowed.includes(origin)) return true;
  // What ends TLS in front of the gateway is not known to it, so that only hosts can be compared.
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** What lets pages of allowed origins read a reply; nothing where no origin is allowed. Each is matched exactly. */
export function corsHeaders({ origin }: IncomingHttpHeaders, allowed: readonly string[]): [string, string][] {
  if (allowed.length === 0) return [];
  const vary: [string, string] = ['vary', 'Origin'];
  if (origin === undefined || !allowed.includes(origin)) return [vary];
  return [
    vary,
    ['access-control-allow-origin', origin],
    ['access-control-allow-credentials', 'true'],
    ['access-control-expose-headers', 'x-request-id'],
  ];
}

/** The answer to a browser that asks whether a page may ask; null where that is not what is asked. */
export function preflightReply(
  { method, headers }: Pick<HttpRequest, 'method' | 'headers'>,
  allowed: readonly string[],
): HttpReply | null {
  const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  if (!isPreflight || !allowed.includes(headers.origin ?? '')) return null;
  const wanted = headers['access-control-request-headers'] ?? '';
  const may: [string, string][] = [
    ...corsHeaders(headers, allowed),
    ['access-control-allow-methods', 'GET, POST'],
    ['access-control-max-age', String(PREFLIGHT_SECONDS)],
  ];
  if (HEADER_NAMES.test(wanted)) may.push(['access-control-allow-headers', wanted]);
  return { status: 200, headers: may, body: '' };
}
