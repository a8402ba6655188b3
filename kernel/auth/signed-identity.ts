import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Header that carries who is asking, as base64url JSON. Absent for anonymous calls. */
export const IDENTITY_HEADER = 'x-gateway-identity';
/** Header that proves the call comes from the gateway: `t=<unix ms>,v1=<hex HMAC-SHA256>`. */
export const SIGNATURE_HEADER = 'x-gateway-signature';
/** A signature older or newer than this is refused. */
export const SIGNATURE_WINDOW_MS = 30_000;

/** Verified token claims, passed on as they are. */
export type Identity = Readonly<Record<string, unknown>>;

/** What a signature covers. */
export interface SignedCall {
  method: string;
  path: string;
  body: string | Buffer;
}

export type SignedHeaders = Record<string, string>;

/** Thrown when a call does not prove that it comes from the gateway. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
}

function signature(secret: string, call: SignedCall, time: string, identity: string): Buffer {
  const bodyDigest = createHash('sha256').update(call.body).digest('hex');
  const text = ['v1', call.method.toUpperCase(), call.path, time, bodyDigest, identity].join('\n');
  return createHmac('sha256', secret).update(text).digest();
}

/** Headers that state and prove an identity for one call: an HMAC over method, path, body digest, time, identity. */
export function signIdentity(
  secret: string,
  call: SignedCall,
  identity: Identity | null,
  now: number,
): SignedHeaders {
  const encoded = identity ? Buffer.from(JSON.stringify(identity)).toString('base64url') : '';
  const time = String(now);
  const proof = signature(secret, call, time, encoded).toString('hex');
  return { ...(identity && { [IDENTITY_HEADER]: encoded }), [SIGNATURE_HEADER]: `t=${time},v1=${proof}` };
}

type HeaderReader = (name: string) => string | undefined;

/**
 * Checks that a call was signed by the gateway and reads the identity it states.
 * @returns the identity, or null for a signed anonymous call
 * @throws SignatureError where the signature is missing, stale, or covers something else
 */
export function verifyIdentity(
  secret: string,
  call: SignedCall,
  header: HeaderReader,
  now: number,
): Identity | null {
  const match = /^t=(\d{1,15}),v1=([0-9a-f]{64})$/.exec(header(SIGNATURE_HEADER) ?? '');
  if (!match) throw new SignatureError('The call is not signed.');
  const [, time, proof] = match as unknown as [string, string, string];
  if (Math.abs(now - Number(time)) > SIGNATURE_WINDOW_MS) throw new SignatureError('The signature is stale.');
  const encoded = header(IDENTITY_HEADER) ?? '';
  if (!timingSafeEqual(Buffer.from(proof, 'hex'), signature(secret, call, time, encoded))) {
    throw new SignatureError('The signature does not match the call.');
  }
  return encoded ? (JSON.parse(Buffer.from(encoded, 'base64url').toString()) as Identity) : null;
}

/** The call that a WebSocket's `connection_init` signs: the handshake itself has no body. */
export function socketCall(path: string): SignedCall {
  return { method: 'WS', path, body: '' };
}
