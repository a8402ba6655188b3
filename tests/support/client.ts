import { readFileSync } from 'node:fs';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { fromRoot } from '../../kernel/project-root';
import type { Reply } from './subgraph';

/** Text of an operation saved in schema/operations. */
export function savedOperation(name: string): string {
  return readFileSync(fromRoot('schema', 'operations', `${name}.graphql`), 'utf8');
}

/** Sends an operation over HTTP, in the name of whoever the token is for. */
export async function send(
  url: string,
  token: string | null,
  query: string,
  variables: object = {},
  signal?: AbortSignal,
): Promise<Reply> {
  const response = await fetch(url, {
    ...(signal && { signal }),
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Reply;
}

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }`;

/** @returns an access token */
export async function signIn(
  url: string,
  email: string,
  password: string,
  signal?: AbortSignal,
): Promise<string> {
  const { data, errors } = await send(url, null, SIGN_IN, { input: { email, password } }, signal);
  if (!data?.signIn.accessToken)
    throw new Error(`Sign-in of ${email} failed: ${JSON.stringify({ data, errors })}`);
  return data.signIn.accessToken as string;
}

/** A graphql-transport-ws connection to the gateway. */
export function openSocket(wsUrl: string, token: string | null): Client {
  return createClient({
    url: wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
  });
}

/** Resolves with the next value of a stream; rejects when none comes in time. */
export async function nextOf<T>(stream: AsyncIterator<T>, milliseconds = 5_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came within ${milliseconds} ms`)), milliseconds);
  });
  const result = await Promise.race([stream.next(), late]).finally(() => clearTimeout(timer));
  if (result.done) throw new Error('The stream has ended');
  return result.value;
}
