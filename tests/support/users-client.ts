import { decodeJwt } from 'jose';
import { signIdentity } from '../../kernel/auth/signed-identity';
import type { ViewerClaims } from '../../kernel/auth/viewer';
import { GATEWAY_SECRET, type Reply, type TestSubgraph } from './subgraph';

/** Where and as whom somebody calls the users service. */
export interface Caller {
  /** An access token; nobody where absent. */
  token?: string;
  address?: string;
  cookie?: string;
}

/** The tokens of a sign-in, as the payload has them. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresAt: string;
}

/** Somebody's calls of the users service, as the gateway makes them for a client. */
export interface UsersClient {
  /** Sends an operation. `cookies` are the values of `set-cookie`. */
  send(query: string, variables?: object, caller?: Caller): Promise<Reply & { cookies: string[] }>;
  /** Runs a mutation and returns its payload; `fields` are selected beside `userErrors`. */
  mutate(
    name: string,
    input: object,
    fields?: string,
    caller?: Caller,
  ): Promise<Record<string, never> & { userErrors: { code: string; retryAfterSeconds: number | null }[] }>;
  signIn(email: string, password: string, caller?: Caller): ReturnType<UsersClient['mutate']>;
  refresh(refreshToken: string, caller?: Caller): ReturnType<UsersClient['mutate']>;
}

const TOKENS = 'accessToken refreshToken expiresAt';

export function createUsersClient(users: TestSubgraph): UsersClient {
  const send: UsersClient['send'] = async (query, variables = {}, { token, address, cookie } = {}) => {
    const body = JSON.stringify({ query, variables });
    const call = { method: 'POST', path: '/graphql', body, clientAddress: address };
    const identity = token ? decodeJwt<ViewerClaims>(token) : null;
    const signed = signIdentity(GATEWAY_SECRET, call, identity, users.services.clock.now().getTime());
    const response = await fetch(users.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed, ...(cookie && { cookie }) },
      body,
    });
    return { ...((await response.json()) as Reply), cookies: response.headers.getSetCookie() };
  };
  const mutate: UsersClient['mutate'] = async (name, input, fields = '', caller = {}) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await send(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field retryAfterSeconds } } }`,
      { input },
      caller,
    );
    if (!data) throw new Error(`${name} failed: ${JSON.stringify(errors)}`);
    return data[name];
  };
  return {
    send,
    mutate,
    signIn: (email, password, caller) => mutate('signIn', { email, password }, TOKENS, caller),
    refresh: (refreshToken, caller) => mutate('refreshSession', { refreshToken }, TOKENS, caller),
  };
}

/** The code of the one error that a payload has; null where it has none. */
export function codeOf({ userErrors }: { userErrors: { code: string }[] }): string | null {
  return userErrors[0]?.code ?? null;
}
