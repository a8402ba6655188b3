import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a derived secret is for: that of one purpose says nothing about that of another. */
type Purpose = 'refresh-token' | 'link';

/** 256 bits that only who has the service's secret can work out from `text`, as base64url. */
export function deriveSecret(secret: string, purpose: Purpose, text: string): string {
  return createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');
}

/** Whether `given` is what is derived from `text`. Takes as long for a near miss as for a far one. */
export function isDerived(secret: string, purpose: Purpose, text: string, given: string): boolean {
  const expected = Buffer.from(deriveSecret(secret, purpose, text));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
