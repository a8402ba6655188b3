import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'graphql';
import type { Clock } from '../../kernel/clock';
import type { SubgraphAddress } from '../../kernel/subgraph-addresses';
import type { Logger } from '../../kernel/telemetry/logger';
import { createCallHeaders } from '../subgraph/call-headers';
import { withDeadline } from '../subgraph/deadline';
import { createExchange, type Exchange } from '../subgraph/exchange';
import { parseResponse } from '../subgraph/subgraph-response';
import { buildPlanner } from './generation';
import type { SupergraphNews, SupergraphSource } from './supergraph-updates';

/** Which subgraphs are asked for their schemas, and how. */
export interface IntrospectionOptions {
  subgraphs: readonly SubgraphAddress[];
  /** Signs the calls, as subgraphs demand it of a gateway. */
  gatewaySecret?: string;
  clock: Clock;
  logger: Logger;
  pollMs?: number;
}

/** A subgraph that is asked for its schema again and again. */
interface Asked extends SubgraphAddress {
  exchange: Exchange;
  /** The last schema it told; a subgraph that restarts is taken for what it was. */
  sdl?: string;
}

const POLL_MS = 1_000;
const ANSWER_MS = 2_000;
const BODY = JSON.stringify({ query: '{ _service { sdl } }' });

/**
 * A supergraph composed of what subgraphs say of themselves, for development: as often as one of them changes. Until
 * each has been heard once there is none, and it is waited for.
 */
export function introspectSubgraphs(options: IntrospectionOptions): SupergraphSource {
  const { subgraphs, pollMs = POLL_MS, logger } = options;
  const asked = subgraphs.map((subgraph): Asked => ({
    ...subgraph,
    exchange: exchangeFor(subgraph, options),
  }));
  const stopping = new AbortController();
  let listener: ((news: SupergraphNews) => void) | null = null;
  let waitingFor: string | null = 'the schemas of the subgraphs';
  const first = firstOf<string>();

  async function poll(): Promise<void> {
    let last = '';
    while (!stopping.signal.aborted) {
      await Promise.all(asked.map((subgraph) => askForSchema(subgraph, stopping.signal)));
      const known = JSON.stringify(asked.map(({ sdl }) => sdl));
      if (known !== last) await compose();
      last = known;
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function compose(): Promise<void> {
    const missing = asked.filter(({ sdl }) => sdl === undefined).map(({ name }) => name);
    if (missing.length > 0) return wait(`the schemas of ${missing.join(', ')}`);
    try {
      const sdl = await composed(asked);
      waitingFor = null;
      first.resolve(sdl);
      listener?.({ sdl });
    } catch (error) {
      if (waitingFor === null) return listener?.({ problem: error as Error });
      logger.error({ err: error }, 'the schemas do not compose');
      wait('schemas that compose; the log says why these do not');
    }
  }

  function wait(what: string): void {
    if (waitingFor !== what) logger.warn(`waiting for ${what}`);
    waitingFor = what;
  }

  void poll();
  return {
    sdl: first.promise,
    get waitingFor() {
      return waitingFor;
    },
    onUpdate: (follower) => {
      listener = follower;
      return () => (listener = null);
    },
    close: async () => {
      stopping.abort();
      first.reject(new Error('stopped before there was a supergraph'));
      await Promise.all(asked.map(({ exchange }) => exchange.close()));
    },
  };
}

function exchangeFor({ url }: SubgraphAddress, { gatewaySecret, clock }: IntrospectionOptions): Exchange {
  const address = new URL(url);
  return createExchange(address, createCallHeaders({ url: address, secret: gatewaySecret, clock }));
}

/** Asks for the schema; where there is no answer, what is known stays. */
async function askForSchema(subgraph: Asked, signal: AbortSignal): Promise<void> {
  const context = { identity: null, requestId: randomUUID(), signal };
  try {
    const { text } = await withDeadline(ANSWER_MS, signal, (until) => {
      const expiresAt = performance.now() + ANSWER_MS;
      return subgraph.exchange.send(
        { body: BODY, isRead: true, isShareable: false, expiresAt, context },
        until,
      );
    });
    const { data } = parseResponse(text);
    const { sdl } = (data?._service ?? {}) as { sdl?: unknown };
    if (typeof sdl === 'string') subgraph.sdl = sdl;
  } catch {
    // Whoever waits for it is told its name.
  }
}

/** @throws Error listing every problem, ConfigError where it cannot be served */
async function composed(subgraphs: readonly Asked[]): Promise<string> {
  // Only here is it needed, and it is large.
  const { composeServices } = await import('@apollo/composition');
  const services = subgraphs.map(({ name, url, sdl = '' }) => ({ name, url, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  // What this gateway does not serve is no better than what does not compose.
  buildPlanner(supergraphSdl);
  return supergraphSdl;
}

function firstOf<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((...both) => ([resolve, reject] = both));
  // Nobody may be waiting when it stops.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
