import { isIP } from 'node:net';
import type { HttpRequest } from '../../kernel/http/http-server';

/** IPv4 as a dual-stack socket reports it. */
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/**
 * Where the client is: the other end of the connection, or what the outermost trusted proxy says of its own. A client
 * can write into `x-forwarded-for` whatever it likes, but only to the left of what proxies add.
 * @param trustedProxies how many proxies a request passes that add to `x-forwarded-for`
 * @returns null where the connection is gone already
 */
export function clientAddressOf(
  { headers, remoteAddress = '' }: Pick<HttpRequest, 'headers' | 'remoteAddress'>,
  trustedProxies: number,
): string | null {
  const near = addressIn(remoteAddress);
  if (trustedProxies === 0) return near;
  const forwarded = headers['x-forwarded-for']?.toString().split(',') ?? [];
  // Fewer entries than proxies: the request has come past them, and nothing it says is known to be true.
  return addressIn(forwarded.at(-trustedProxies)?.trim() ?? '') ?? near;
}

/** Some proxies add the port, and IPv6 is then in brackets. */
function addressIn(text: string): string | null {
  const plain = text.replace(MAPPED, '');
  if (isIP(plain)) return plain;
  const [, host = ''] = /^\[?([\da-f.:]+?)\]?:\d+$/i.exec(text) ?? [];
  return isIP(host) ? host : null;
}
