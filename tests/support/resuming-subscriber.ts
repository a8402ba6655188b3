import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What a subscriber asks for. */
export interface Subscription {
  /** Takes `$after`, and has its one field under the name `event`, with its `cursor`. */
  query: string;
  variables: Record<string, unknown>;
}

/** An event of a stream that can be taken up again. */
export interface CursorEvent extends Record<string, unknown> {
  cursor: string;
}

interface Result {
  data?: { event?: CursorEvent | null } | null;
  errors?: readonly { extensions?: { code?: string } }[];
  extensions?: { subscription?: unknown };
}

interface SubscriberOptions extends Subscription {
  /** Gateways' endpoints; after a break it goes on at the next one. */
  urls: readonly string[];
  token: () => Promise<string>;
  /** Where it begins; null for what happens from now on. */
  after: string | null;
  /** Called with each event. */
  onEvent?: (event: CursorEvent) => void;
  /** Whether events are left to `onEvent`. */
  keepsNothing?: boolean;
}

const ANSWER_MS = 5_000;
const PING_MS = 2_000;
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 1_000;

/**
 * A client as every client should be: when its socket or its stream breaks, it subscribes again after the last event that
 * it has seen. It leaves out nothing of what it is sent and trusts nobody not to repeat themselves, so that its events show
 * what was lost and what came twice.
 */
export class ResumingSubscriber {
  readonly events: CursorEvent[] = [];
  /** How often its stream ended, by the reason it was given. */
  readonly breaks = new Map<string, number>();
  private count = 0;
  private cursor: string | null;
  private hasStopped = false;
  private leave: () => void = () => undefined;
  private renewOver: Connection['renew'] | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: SubscriberOptions,
    private turn = 0,
  ) {
    this.cursor = options.after;
  }

  /** The last event that it has seen, or where it began. */
  get position(): string | null {
    return this.cursor;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.hasStopped = true;
    this.leave();
    await this.running;
  }

  /** Renews the token over the open socket. @returns whether the gateway took it; false where there is no socket */
  async renew(token: string): Promise<boolean> {
    return (await this.renewOver?.(token)) ?? false;
  }

  private async run(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!this.hasStopped) {
      const before = this.count;
      const reason = await this.followOnce().catch(codeOf);
      if (this.hasStopped) return;
      const kind = reason.replace(/("retryAfterMs":)\d+/, '$1…');
      this.breaks.set(kind, (this.breaks.get(kind) ?? 0) + 1);
      pause = this.count > before ? FIRST_PAUSE_MS : Math.min(2 * pause, LAST_PAUSE_MS);
      await sleep(askedToWait(reason) ?? pause * (0.5 + Math.random()));
    }
  }

  /** @returns why it ended */
  private async followOnce(): Promise<string> {
    const { urls, token, query, variables } = this.options;
    const { client, renew } = openClient(urls[this.turn++ % urls.length]!, await token());
    this.renewOver = renew;
    const reason = await new Promise<string>((resolve) => {
      let isOver = false;
      const end = (why: string) => {
        isOver = true;
        resolve(why);
      };
      this.leave = () => end('left');
      if (this.hasStopped) return this.leave();
      client.subscribe<Result['data']>(
        { query, variables: { ...variables, after: this.cursor } },
        {
          next: (result) => {
            if (isOver) return;
            const failure = this.hear(result as Result);
            if (failure) end(failure);
          },
          error: (error) => end(codeOf(error)),
          complete: () => end('complete'),
        },
      );
    });
    this.renewOver = null;
    client.terminate();
    return reason;
  }

  /** @returns why the stream is of no use any more */
  private hear({ data, errors, extensions }: Result): string | null {
    if (extensions?.subscription) return `told ${JSON.stringify(extensions.subscription)}`;
    const event = data?.event;
    // Without the event there is no cursor: what comes next is asked for after the last one that there was.
    if (!event) return errors?.[0]?.extensions?.code ?? 'an event of nothing';
    this.cursor = event.cursor;
    this.count += 1;
    if (!this.options.keepsNothing) this.events.push(event);
    this.options.onEvent?.(event);
    return null;
  }
}

/** How long a server that stops asks its clients to stay away, in milliseconds. */
function askedToWait(reason: string): number | null {
  const [, milliseconds] = /"retryAfterMs":(\d+)/.exec(reason) ?? [];
  return milliseconds === undefined ? null : Number(milliseconds);
}

/** A socket that gives up where nobody answers, be it while it connects. */
class ImpatientSocket extends WebSocket {
  constructor(address: string, protocols?: string) {
    super(address, protocols, { handshakeTimeout: ANSWER_MS });
    this.on('error', () => undefined);
  }
}

interface Connection {
  client: Client;
  /** @returns whether the gateway took the token, which it says in a pong of its own */
  renew(token: string): Promise<boolean>;
}

function openClient(url: string, token: string): Connection {
  let silence: NodeJS.Timeout | undefined;
  let socket: WebSocket | undefined;
  let onRenewal: (isRenewed: boolean) => void = () => undefined;
  const client: Client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: ImpatientSocket,
    retryAttempts: 0,
    connectionAckWaitTimeout: ANSWER_MS,
    keepAlive: PING_MS,
    connectionParams: { authorization: `Bearer ${token}` },
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      ping: (isReceived) => {
        if (!isReceived) silence = setTimeout(() => client.terminate(), ANSWER_MS);
      },
      pong: (isReceived, payload) => {
        if (!isReceived) return;
        clearTimeout(silence);
        if (payload) onRenewal(payload.renewed === true);
      },
      closed: () => {
        clearTimeout(silence);
        onRenewal(false);
      },
    },
  });
  const renew = (next: string) =>
    new Promise<boolean>((resolve) => {
      onRenewal = resolve;
      const payload = { authorization: `Bearer ${next}` };
      socket?.send(JSON.stringify({ type: 'ping', payload }), (error) => error && resolve(false));
      if (!socket) resolve(false);
    });
  return { client, renew };
}

/** What a client's library makes of an end: the errors of an `error` message, how the socket closed, or how it failed. */
function codeOf(error: unknown): string {
  if (Array.isArray(error)) {
    const [first] = error as { extensions?: { code?: string } }[];
    return first?.extensions?.code ?? 'an error without a code';
  }
  const { code, reason, message } = error as { code?: number; reason?: string; message?: string };
  if (code !== undefined && reason !== undefined) return `${code} ${reason}`.trim();
  return message ?? 'no reason';
}
