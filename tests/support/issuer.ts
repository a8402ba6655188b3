import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVerifier } from '../../kernel/auth/signed-identity';
import { SECRET } from './shop';

/** A key that an issuer signs tokens with. */
export interface IssuerKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

type Revocation = { sid: string } | { sub: string; epoch: number };

/** How a token departs from a good one. Members that are undefined are left out. */
export interface TokenChanges {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: IssuerKey;
}

/** A token issuer on a real port: published keys, tokens of any kind, and a feed of revocations. */
export interface Issuer {
  jwksUrl: string;
  revocationsUrl: string;
  /** The environment of a gateway that trusts it. */
  env: Record<string, string>;
  key: IssuerKey;
  /** What is published; changed by tests. */
  published: IssuerKey[];
  /** How often keys were asked for. */
  looks: number;
  /** What of the feed was asked for, in order; null is a call without a cursor. */
  polls: (string | null)[];
  token(changes?: TokenChanges): string;
  /** Tells it with the next poll. */
  revoke(revocation: Revocation): void;
  /** Answers in place of the feed, or of everything; null goes back to what is right. */
  answerWith(answer: ((request: IncomingMessage, response: ServerResponse) => void) | null): void;
  stop(): Promise<void>;
}

export function newKey(kid: string): IssuerKey {
  return { kid, ...generateKeyPairSync('ed25519') };
}

/** Puts a token together of any two texts, signed with the key. */
export function sealed(head: string | Buffer, body: string | Buffer, { privateKey }: IssuerKey): string {
  const signed = [head, body].map((text) => Buffer.from(text).toString('base64url')).join('.');
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

export const seconds = () => Math.floor(Date.now() / 1_000);

/** Starts an issuer on a free port. Its feed answers calls that a gateway with {@link SECRET} has signed. */
export async function startIssuer(): Promise<Issuer> {
  const key = newKey('k1');
  const verify = createVerifier(SECRET);
  const told: Revocation[] = [];
  let special: ((request: IncomingMessage, response: ServerResponse) => void) | null = null;

  const server = createServer((request, response) => {
    if (special) return special(request, response);
    const url = new URL(request.url!, 'http://issuer');
    if (url.pathname === '/jwks') {
      issuer.looks += 1;
      const keys = issuer.published.map(({ kid, publicKey }) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid,
        alg: 'EdDSA',
        use: 'sig',
      }));
      return response.end(JSON.stringify({ keys }));
    }
    const call = { method: 'GET', path: url.pathname + url.search, body: '' };
    verify(call, (name) => request.headers[name]?.toString(), Date.now());
    const after = url.searchParams.get('after');
    issuer.polls.push(after);
    // The last one is told again: feeds overlap.
    const revocations = told.slice(Math.max(0, Number(after) - 1));
    response.end(JSON.stringify({ cursor: String(told.length), revocations }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const issuer: Issuer = {
    jwksUrl: `${url}/jwks`,
    revocationsUrl: `${url}/revocations`,
    env: { JWKS_URL: `${url}/jwks`, GATEWAY_SECRET: SECRET },
    key,
    published: [key],
    looks: 0,
    polls: [],
    token: ({ header, claims, key: by = key } = {}) => {
      const head = { alg: 'EdDSA', typ: 'at+jwt', kid: by.kid, ...header };
      const now = seconds();
      const times = { iat: now, exp: now + 600 };
      const body = { iss: 'schoolgraph', aud: 'schoolgraph', sub: 'u1', ...times, ...claims };
      return sealed(JSON.stringify(head), JSON.stringify(body), by);
    },
    revoke: (revocation) => void told.push(revocation),
    answerWith: (answer) => (special = answer),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return issuer;
}
