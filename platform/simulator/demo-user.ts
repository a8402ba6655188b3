/** Somebody who uses the public endpoint. */
export interface DemoUser {
  /**
   * Sends an operation, signing in first where that is due.
   * @throws Error where the reply has errors and no data
   */
  send<T>(query: string, variables?: object): Promise<T>;
}

interface Reply<T> {
  data?: T | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

interface Tokens {
  accessToken: string | null;
  expiresAt: string;
  refreshToken: string;
}

const TOKENS = 'accessToken expiresAt refreshToken';
const SIGN_IN = `mutation ($input: SignInInput!) { tokens: signIn(input: $input) { ${TOKENS} } }`;
const REFRESH = `mutation ($input: RefreshSessionInput!) { tokens: refreshSession(input: $input) { ${TOKENS} } }`;
/** A token this close to its end is renewed before it is used. */
const MARGIN_MS = 30_000;

/**
 * A user of the demo, who does what every client should: keeps one session, renews the token before it expires and when
 * it was taken back, and signs in again only where the session is over.
 */
export function createDemoUser(url: string, email: string, password: string): DemoUser {
  let tokens: Tokens | null = null;

  const post = async <T>(query: string, variables: object, token?: string | null): Promise<Reply<T>> => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Reply<T>;
  };
  const ask = async (query: string, input: object): Promise<Tokens | null> => {
    const { data } = dataOf(await post<{ tokens: Tokens }>(query, { input }));
    return data.tokens.accessToken ? data.tokens : null;
  };
  const renew = async (): Promise<Tokens | null> =>
    (tokens && (await ask(REFRESH, { refreshToken: tokens.refreshToken }))) ??
    (await ask(SIGN_IN, { email, password }));

  return {
    send: async <T>(query: string, variables = {}) => {
      if (!tokens || Date.parse(tokens.expiresAt) < Date.now() + MARGIN_MS) tokens = await renew();
      let reply = await post<T>(query, variables, tokens?.accessToken);
      if (reply.errors?.some(({ extensions }) => extensions?.code === 'TOKEN_REVOKED')) {
        tokens = await renew();
        reply = await post<T>(query, variables, tokens?.accessToken);
      }
      return dataOf(reply).data;
    },
  };
}

/** @throws Error where the reply has errors and no data */
function dataOf<T>({ data, errors }: Reply<T>): { data: T } {
  if (!data) throw new Error(errors?.map(({ message }) => message).join(' ') ?? 'The reply has no data');
  return { data };
}
