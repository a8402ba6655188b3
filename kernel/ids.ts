import { randomBytes } from 'node:crypto';

/** Crockford base32: no I, L, O or U, so that an id survives being read aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ENCODED_LENGTH = 26;
const ID_PATTERN = /^([a-z]{2,5})_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Marks 16 bytes as a UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then whatever the bytes hold. */
function asUuidV7(bytes: Buffer): Buffer {
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
}

function encode(value: bigint): string {
  let text = '';
  for (let rest = value, i = 0; i < ENCODED_LENGTH; i += 1, rest >>= 5n)
    text = ALPHABET[Number(rest & 31n)] + text;
  return text;
}

/**
 * A new opaque, typed, time-sortable id such as `stu_01JD…`: a type prefix and a UUIDv7 in Crockford base32.
 * @param prefix two to five lower-case letters naming the type
 * @param now Unix milliseconds; the ids of later moments sort after those of earlier ones
 */
export function newId(prefix: string, now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  return idFromBytes(prefix, bytes);
}

/** The id that holds these 16 bytes, whose first six are the time it sorts by. */
export function idFromBytes(prefix: string, bytes: Buffer): string {
  return `${prefix}_${encode(BigInt(`0x${asUuidV7(Buffer.from(bytes)).toString('hex')}`))}`;
}

/** Whether `value` has the form of an id with this prefix. Says nothing about its existence. */
export function isId(prefix: string, value: string): boolean {
  return idPrefix(value) === prefix;
}

/** The type prefix of a well-formed id, or null for anything else. */
export function idPrefix(value: string): string | null {
  return ID_PATTERN.exec(value)?.[1] ?? null;
}
