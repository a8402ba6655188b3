import { badInput } from './errors';

/**
 * Minor-unit digits of the currencies in use (ISO 4217 List One). A currency outside this list is refused, never
 * guessed at.
 */
const MINOR_UNITS: Readonly<Record<string, number>> = {
  AUD: 2, BRL: 2, CAD: 2, CHF: 2, CNY: 2, EUR: 2, GBP: 2, INR: 2, JPY: 0, KES: 2, KWD: 3, NGN: 2, NZD: 2, RWF: 0,
  SEK: 2, TZS: 2, UGX: 0, USD: 2, ZAR: 2,
}; // prettier-ignore

/** Beyond this the database's bigint would overflow once sums are taken. */
const MAX_MINOR_UNITS = 10n ** 15n;

/** An exact amount: integer minor units (cents, or whole yen) of one currency. */
export interface Money {
  minorUnits: bigint;
  currency: string;
}

/** What `Money` looks like at the API: a decimal string with exactly the currency's digits. */
export interface MoneyValue {
  amount: string;
  currencyCode: string;
}

/** Whether `code` is an ISO 4217 code this platform keeps accounts in. */
export function isCurrency(code: string): boolean {
  return Object.hasOwn(MINOR_UNITS, code);
}

/**
 * Reads a client's decimal amount exactly.
 * @throws Fault BAD_USER_INPUT for anything but plain decimal notation within the currency's scale
 */
export function parseMoney({ amount, currencyCode }: MoneyValue, field: readonly string[]): Money {
  const digits = MINOR_UNITS[currencyCode];
  if (digits === undefined) throw badInput(`Unknown currency ${currencyCode}.`, [...field, 'currencyCode']);
  const match = /^(-?)(\d{1,16})(?:\.(\d+))?$/.exec(amount);
  if (!match) throw badInput('An amount is a plain decimal such as "12.50".', [...field, 'amount']);
  const [, sign, whole, fraction = ''] = match;
  if (fraction.length > digits) {
    throw badInput(`${currencyCode} has ${digits} decimal places, not ${fraction.length}.`, [
      ...field,
      'amount',
    ]);
  }
  const magnitude = BigInt(whole! + fraction.padEnd(digits, '0'));
  if (magnitude > MAX_MINOR_UNITS) throw badInput('The amount is too large.', [...field, 'amount']);
  return { minorUnits: sign ? -magnitude : magnitude, currency: currencyCode };
}

/** The API form of an exact amount. */
export function moneyValue({ minorUnits, currency }: Money): MoneyValue {
  const digits = MINOR_UNITS[currency];
  if (digits === undefined) throw new Error(`No scale is known for currency ${currency}`);
  const sign = minorUnits < 0n ? '-' : '';
  const text = (minorUnits < 0n ? -minorUnits : minorUnits).toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  return {
    amount: sign + text.slice(0, point) + (digits ? `.${text.slice(point)}` : ''),
    currencyCode: currency,
  };
}
