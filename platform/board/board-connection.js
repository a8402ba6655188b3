/**
 * The way to the gateway: operations over HTTP, one subscription over graphql-transport-ws. What it shows how to do: to
 * come back with the last cursor, to wait as long as a gateway that stops asks for, and to renew a token on the open socket.
 */

const GRAPHQL = '/graphql';
const TOKENS = 'accessToken refreshToken expiresAt userErrors { code message }';
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { ${TOKENS} } }`;
const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { ${TOKENS} } }`;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
/** So long before it expires a token is renewed. */
const MARGIN_MS = 60_000;
/** A socket that says nothing for so long, although it is pinged, is given up. */
const PING_MS = 10_000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @param onState hears `connecting`, `live`, `waiting` and `over` */
export function createConnection({ onState }) {
  let tokens = null;
  let socket = null;
  let renewal;

  async function post(query, variables, token) {
    const response = await fetch(GRAPHQL, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  function keep(given) {
    tokens = given;
    clearTimeout(renewal);
    const left = Date.parse(tokens.expiresAt) - Date.now() - MARGIN_MS;
    renewal = setTimeout(() => renew().catch(() => undefined), Math.max(left, 1_000));
  }

  /** @returns whether there is a good token now */
  async function renew() {
    const { data } = await post(REFRESH, { input: { refreshToken: tokens.refreshToken } });
    const given = data?.refreshSession;
    if (!given?.accessToken) return false;
    keep(given);
    // The stream goes on with the new token, without an event lost.
    if (socket?.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ type: 'ping', payload: authorization() }));
    return true;
  }

  const authorization = () => ({ authorization: `Bearer ${tokens.accessToken}` });

  /** Holds one socket until it is closed. @returns how it was closed */
  function hold(payload, { onBegun, onEvent, onError }) {
    onState('connecting');
    return new Promise((resolve) => {
      const own = new WebSocket(
        new URL(GRAPHQL, location.href).href.replace(/^http/, 'ws'),
        'graphql-transport-ws',
      );
      socket = own;
      let isHeard = true;
      const tell = (message) => own.readyState === WebSocket.OPEN && own.send(JSON.stringify(message));
      const beat = setInterval(() => {
        if (!isHeard) return own.close();
        isHeard = false;
        tell({ type: 'ping' });
      }, PING_MS);
      const handlers = {
        connection_ack: () => {
          tell({ id: 'feed', type: 'subscribe', payload });
          onState('live');
          onBegun();
        },
        ping: () => tell({ type: 'pong' }),
        next: (result) =>
          result.data?.registerSubmitted ? onEvent(result.data) : onError(result.errors ?? []),
        error: (errors) => onError(errors),
        complete: () => own.close(1000),
      };
      own.onopen = () => tell({ type: 'connection_init', payload: authorization() });
      own.onmessage = ({ data }) => {
        isHeard = true;
        const message = JSON.parse(data);
        handlers[message.type]?.(message.payload);
      };
      own.onclose = (closed) => {
        clearInterval(beat);
        resolve(closed);
      };
    });
  }

  return {
    async signIn(email, password) {
      const reply = await post(SIGN_IN, { input: { email, password } });
      if (reply.data?.signIn.accessToken) keep(reply.data.signIn);
      return reply;
    },

    /** Asks an operation, once more with a new token where the first was taken back. */
    async ask(query, variables = {}) {
      let reply = await post(query, variables, tokens.accessToken);
      const code = reply.errors?.[0]?.extensions?.code;
      if (/^TOKEN_/.test(code) && (await renew())) reply = await post(query, variables, tokens.accessToken);
      if (!reply.data) throw new Error(reply.errors?.[0]?.message ?? 'The gateway gave no answer.');
      return reply.data;
    },

    /** Follows a stream for as long as the session lasts; `begun` is called whenever its events may not be all there was. */
    async follow(query, variables, { event, begun }) {
      let after = null;
      for (let attempt = 0; ; attempt += 1) {
        const { code, reason } = await hold(
          { query, variables: { ...variables, after } },
          {
            onBegun: () => {
              if (after === null) void begun().catch(() => socket.close());
            },
            onEvent: (data) => {
              attempt = 0;
              after = data.registerSubmitted.cursor;
              event(data);
            },
            onError: (errors) => {
              // Too much was missed to be told again: the next stream begins with how things are.
              if (errors[0]?.extensions?.code === 'SUBSCRIPTION_GAP') after = null;
              socket.close();
            },
          },
        );
        if (code === 4403 || code === 4401) {
          if (await renew().catch(() => true)) continue;
          return onState('over');
        }
        onState('waiting');
        await pause(waitBefore(attempt, reason));
      }
    },
  };
}

/** A gateway that stops says when to come back; otherwise longer each time, and never all at once. */
function waitBefore(attempt, reason) {
  try {
    return JSON.parse(reason).retryAfterMs;
  } catch {
    return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + Math.random() / 2);
  }
}
