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
  errors?: { message: string }[];
}

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken expiresAt } }`;
/** A token this close to its end is renewed before it is used. */
const MARGIN_MS = 30_000;

/** A user of the demo, who signs in again whenever the token is about to expire. */
export function createDemoUser(url: string, email: string, password: string): DemoUser {
  let token: { text: string; expiresAt: number } | null = null;

  const post = async <T>(query: string, variables: object, authorization?: string): Promise<T> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as Reply<T>;
    if (!data) throw new Error(errors?.map(({ message }) => message).join(' ') ?? `HTTP ${response.status}`);
    return data;
  };
  const signIn = async () => {
    const { signIn } = await post<{ signIn: { accessToken: string; expiresAt: string } }>(SIGN_IN, {
      input: { email, password },
    });
    return { text: signIn.accessToken, expiresAt: Date.parse(signIn.expiresAt) };
  };

  return {
    send: async (query, variables = {}) => {
      if (!token || token.expiresAt < Date.now() + MARGIN_MS) token = await signIn();
      return post(query, variables, `Bearer ${token.text}`);
    },
  };
}
