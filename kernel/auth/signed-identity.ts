import { createHmac, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { readGatewaySecrets } from './gateway-secrets';
import { createReplayGuard } from './replay-guard';

/** Header that carries who is asking, as base64url JSON. Absent for anonymous calls. */
export const IDENTITY_HEADER = 'x-gateway-identity';
/** Header that carries the address of the client. Absent where the call is not for a single one. */
export const CLIENT_ADDRESS_HEADER = 'x-gateway-client-address';
/** Header that proves the call comes from the gateway: `t=<unix ms>,kid=<key id>,n=<nonce>,v1=<hex HMAC-SHA256>`. */
export const SIGNATURE_HEADER = 'x-gateway-signature';
/** A signature older or newer than this is refused. */
export const SIGNATURE_WINDOW_MS = 30_000;

/** Verified token claims, passed on as they are. */
export type Identity = Readonly<Record<string, unknown>>;

/** What a signature covers, beside the identity, the time and a nonce. */
export interface SignedCall {
  method: string;
  path: string;
  body: string | Buffer;
  /** Where the client is; absent or null where that is not told. */
  clientAddress?: string | null;
}

export type SignedHeaders = Record<string, string>;

/** Who is asking, as the gateway vouches for it. */
export interface SignedCaller {
  /** Null for an anonymous call. */
  identity: Identity | null;
  clientAddress: string | null;
}

/** Thrown when a call does not prove that it comes from the gateway. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
}

/** Everything that is signed but the body. Each part is of a form that has no line break, so none can end another. */
type SignedParts = readonly [
  method: string,
  path: string,
  time: string,
  keyId: string,
  nonce: string,
  clientAddress: string,
  identity: string,
];

function proofOf(key: KeyObject, parts: SignedParts, body: string | Buffer): Buffer {
  const head = `v1\n${parts.join('\n')}\n`;
  return createHmac('sha256', key).update(head).update(body).digest();
}

/** Signs calls. Each time anew: a call may be made once, so the second attempt is a call of its own. */
export type Sign = (call: SignedCall, identity: Identity | null, now: number) => SignedHeaders;

/**
 * States and proves who a call is for: an HMAC over method, path, body, time, nonce, client address and identity.
 * @param secrets see {@link readGatewaySecrets}; the first one signs
 */
export function createSigner(secrets: string): Sign {
  const [{ id, key }] = readGatewaySecrets(secrets);
  const nextNonce = nonces();
  return ({ method, path, body, clientAddress }, identity, now) => {
    const encoded = identity ? encodeIdentity(identity) : '';
    const time = String(now);
    const nonce = nextNonce();
    const parts = [method, path, time, id, nonce, clientAddress ?? '', encoded] as const;
    const headers: SignedHeaders = {
      [SIGNATURE_HEADER]: `t=${time},kid=${id},n=${nonce},v1=${proofOf(key, parts, body).toString('hex')}`,
    };
    if (encoded) headers[IDENTITY_HEADER] = encoded;
    if (clientAddress) headers[CLIENT_ADDRESS_HEADER] = clientAddress;
    return headers;
  };
}

/** Unique, which is all they have to be: nobody else can sign one. */
function nonces(): () => string {
  const mine = randomBytes(12).toString('base64url');
  let count = 0;
  return () => `${mine}.${(count += 1).toString(36)}`;
}

const encodedIdentities = new WeakMap<Identity, string>();

/** The same identity is sent with many calls, and costs as much as the rest of a signature. */
function encodeIdentity(identity: Identity): string {
  const known = encodedIdentities.get(identity);
  if (known !== undefined) return known;
  const encoded = Buffer.from(JSON.stringify(identity)).toString('base64url');
  encodedIdentities.set(identity, encoded);
  return encoded;
}

type HeaderReader = (name: string) => string | undefined;

/**
 * Checks that a call was signed by the gateway, and that it is not one that was seen before.
 * @throws SignatureError where the signature is missing, stale, covers something else, or was used already
 */
export type Verify = (call: SignedCall, header: HeaderReader, now: number) => SignedCaller;

const SIGNATURE = /^t=(\d{1,15}),kid=([\w.-]{1,32}),n=([\w.-]{16,64}),v1=([0-9a-f]{64})$/;
const ENCODED_IDENTITY = /^[\w-]*$/;
const ADDRESS = /^[\w.:%]{0,64}$/;

/** @param secrets see {@link readGatewaySecrets}; all are accepted */
export function createVerifier(secrets: string): Verify {
  const keys = new Map(readGatewaySecrets(secrets).map(({ id, key }) => [id, key]));
  const guard = createReplayGuard(SIGNATURE_WINDOW_MS);
  return ({ method, path, body }, header, now) => {
    const match = SIGNATURE.exec(header(SIGNATURE_HEADER) ?? '');
    if (!match) throw new SignatureError('The call is not signed.');
    const [, time, keyId, nonce, proof] = match as unknown as [string, string, string, string, string];
    if (Math.abs(now - Number(time)) > SIGNATURE_WINDOW_MS)
      throw new SignatureError('The signature is stale.');
    const key = keys.get(keyId);
    if (!key) throw new SignatureError('The signature is by an unknown key.');
    const encoded = header(IDENTITY_HEADER) ?? '';
    const clientAddress = header(CLIENT_ADDRESS_HEADER) ?? '';
    const parts = [method, path, time, keyId, nonce, clientAddress, encoded] as const;
    const isWellFormed = ENCODED_IDENTITY.test(encoded) && ADDRESS.test(clientAddress);
    if (!isWellFormed || !timingSafeEqual(Buffer.from(proof, 'hex'), proofOf(key, parts, body)))
      throw new SignatureError('The signature does not match the call.');
    if (!guard.admit(nonce, Number(time), now)) throw new SignatureError('The call was made before.');
    return { identity: encoded ? decodeIdentity(encoded) : null, clientAddress: clientAddress || null };
  };
}

function decodeIdentity(encoded: string): Identity {
  return JSON.parse(Buffer.from(encoded, 'base64url').toString()) as Identity;
}

/** Signs one call alone. */
export function signIdentity(
  secrets: string,
  call: SignedCall,
  identity: Identity | null,
  now: number,
): SignedHeaders {
  return createSigner(secrets)(call, identity, now);
}

/**
 * Checks one call alone, without a memory of others.
 * @returns the identity, or null for a signed anonymous call
 * @throws SignatureError where the signature is missing, stale, or covers something else
 */
export function verifyIdentity(
  secrets: string,
  call: SignedCall,
  header: HeaderReader,
  now: number,
): Identity | null {
  return createVerifier(secrets)(call, header, now).identity;
}

/** The call that a WebSocket's `connection_init` signs: the handshake itself has no body. */
export function socketCall(path: string): SignedCall {
  return { method: 'WS', path, body: '' };
}
