import { isIPv6 } from 'node:net';

/** Callers over a socket have no address of their own; they share this one. */
const NOWHERE = 'unknown';

/**
 * What counts as one place: an IPv4 address, or the /64 of an IPv6 address, which is what one household or one attacker
 * gets and can change within at will.
 */
export function placeOf(address: string | null): string {
  if (!address) return NOWHERE;
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  // The URL parser knows all ways to write an address, and writes it in one.
  const [head = '', tail] = new URL(`http://[${address.replace(/%.*/, '')}]`).hostname
    .slice(1, -1)
    .split('::');
  const groups = (text: string) => (text ? text.split(':') : []);
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = Array<string>(tail === undefined ? 0 : 8 - before.length - after.length).fill('0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
