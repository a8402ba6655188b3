import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault } from '../../kernel/errors';
import { systemClock } from '../../kernel/clock';
import { createLogger } from '../../kernel/telemetry/logger';
import { startStubSubgraph, type StubSubgraph } from '../../tests/support/federation';
import { until } from '../../tests/support/shop';
import { createSubgraphClient, type SubgraphClient, type SubgraphOptions } from './subgraph-client';

const CANARY = 'canary-51c2';
const READ = { query: 'query { n }', variables: {} };
const WRITE = { query: 'mutation { add }', variables: {} };
type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const answer: Answer = (_request, response) => response.end('{"data":{"n":1}}');
const hangUp: Answer = (request) => request.socket.destroy();
const status =
  (code: number): Answer =>
  (_request, response) =>
    response.writeHead(code).end(`<html>${CANARY}</html>`);

let stub: StubSubgraph;
let client: SubgraphClient;

const open = (options: Partial<SubgraphOptions> = {}) =>
  createSubgraphClient({
    name: 'stub',
    url: new URL(`${stub.url}?${CANARY}`),
    timeoutMs: 2_000,
    clock: systemClock,
    logger: createLogger('gateway', 'silent'),
    ...options,
  });
const context = (over = {}) => ({
  identity: { sub: 'ada' },
  requestId: 'r',
  signal: new AbortController().signal,
  sharesReads: true,
  ...over,
});
/** The code that a failed call ends with, once it is sure that the fault says nothing of the inside. */
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error: unknown) => {
      expect(error).toBeInstanceOf(Fault);
      const shown = JSON.stringify((error as Fault).toJSON());
      for (const word of [CANARY, '127.0.0.1', 'ECONN', 'socket']) expect(shown).not.toContain(word);
      return (error as Fault).code;
    },
  );

beforeEach(async () => {
  stub = await startStubSubgraph('stub', 'type Query { n: Int } type Mutation { add: Int }', {
    Query: { n: () => 1 },
    Mutation: { add: () => 2 },
  });
  client = open();
});
afterEach(async () => {
  await client.close();
  await stub.stop();
});

/** Answers the calls one after the other, the last answer for all that follow. */
function answerInTurn(...answers: Answer[]): void {
  stub.answerWith((request, response) =>
    (answers.length > 1 ? answers.shift()! : answers[0]!)(request, response),
  );
}

describe('a second attempt', () => {
  it.each([
    ['a reset connection', hangUp],
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    [
      'an answer cut off in the middle',
      (request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"data"', () => request.socket.destroy());
      },
    ],
  ])('hides %s from the client of a query', async (_what, first) => {
    answerInTurn(first, answer);
    expect((await client.query(READ, context())).data).toEqual({ n: 1 });
    expect(stub.calls).toHaveLength(2);
    expect(client.health()).toMatchObject({ calls: 1, retries: 1 });
  });

  it.each([
    ['a reset connection', hangUp],
    ['502', status(502)],
    ['503', status(503)],
  ])('is never made of a mutation, which meets %s once', async (_what, first) => {
    answerInTurn(first, answer);
    expect(await codeOf(client.query(WRITE, context()))).toBe('SUBGRAPH_UNAVAILABLE');
    expect(stub.calls).toHaveLength(1);
  });

  it('is not made of what was answered badly', async () => {
    answerInTurn(status(500), answer);
    expect(await codeOf(client.query(READ, context()))).toBe('SUBGRAPH_INVALID_RESPONSE');
    expect(stub.calls).toHaveLength(1);
  });

  it('hides a keep-alive connection that the subgraph closes as the next request is sent', async () => {
    // Every connection serves one request and dies as soon as the second arrives.
    const seen = new WeakSet<object>();
    stub.answerWith((request, response) => {
      if (seen.has(request.socket)) return hangUp(request, response);
      seen.add(request.socket);
      answer(request, response);
    });
    for (let i = 0; i < 6; i += 1) expect(await codeOf(client.query(READ, context()))).toBe('OK');
    expect(client.health().retries).toBeGreaterThan(0);
  });

  it('costs a subgraph that fails half of the time at most a fifth more calls', async () => {
    let calls = 0;
    stub.answerWith((request, response) => ((calls += 1) % 2 ? hangUp : answer)(request, response));
    client = open({ shareReads: false });
    for (let i = 0; i < 100; i += 1) await codeOf(client.query(READ, context()));
    expect(calls).toBeLessThanOrEqual(120);
  });
});

describe('a deadline', () => {
  it('is all that a hanging subgraph costs', async () => {
    stub.answerWith(() => {});
    const began = performance.now();
    const deadline = began + 200;
    expect(await codeOf(client.query(READ, context({ deadline })))).toBe('SUBGRAPH_TIMEOUT');
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(stub.calls).toHaveLength(1);
  });

  it('is told to the subgraph as what is left of the request’s time, or of the subgraph’s', async () => {
    await client.query(READ, context({ deadline: performance.now() + 700 }));
    await client.query(READ, context({ deadline: performance.now() + 60_000 }));
    const [rest, cap] = stub.calls.map(({ headers }) => Number(headers['x-request-timeout-ms']));
    expect(rest).toBeGreaterThan(500);
    expect(rest).toBeLessThanOrEqual(700);
    expect(cap).toBeGreaterThan(1_800);
    expect(cap).toBeLessThanOrEqual(2_000);
  });

  it('that is past costs no call', async () => {
    expect(await codeOf(client.query(READ, context({ deadline: performance.now() - 1 })))).toBe(
      'SUBGRAPH_TIMEOUT',
    );
    expect(stub.calls).toHaveLength(0);
  });
});

describe('a subgraph that is down', () => {
  it('fails in less than 5 ms once the circuit is open, and is found again by itself', async () => {
    const port = Number(new URL(stub.url).port);
    await stub.stop();
    for (let i = 0; i < 20; i += 1)
      expect(await codeOf(client.query(READ, context()))).toBe('SUBGRAPH_UNAVAILABLE');
    expect(client.health().circuit).toBe('open');
    const times: number[] = [];
    for (let i = 0; i < 50; i += 1) {
      const began = performance.now();
      const fault = await client.query(READ, context()).catch((error: Fault) => error);
      times.push(performance.now() - began);
      expect(fault).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    }
    expect(times.toSorted((a, b) => a - b)[25]).toBeLessThan(5);

    stub = await startStubSubgraph('stub', 'type Query { n: Int }', { Query: { n: () => 1 } }, port);
    await sleep(1_100);
    expect(await codeOf(client.query(READ, context()))).toBe('OK');
    expect(client.health().circuit).toBe('closed');
  });

  it('is noticed by mutations and timeouts, too', async () => {
    stub.answerWith(hangUp);
    for (let i = 0; i < 16; i += 1) await codeOf(client.query(WRITE, context()));
    expect(client.health().circuit).toBe('open');
    expect(stub.calls).toHaveLength(16);

    client = open({ timeoutMs: 50 });
    stub.answerWith(() => {});
    await Promise.all(Array.from({ length: 16 }, () => codeOf(client.query(READ, context()))));
    await Promise.all(Array.from({ length: 16 }, () => codeOf(client.query(WRITE, context()))));
    expect(client.health().circuit).toBe('open');
  });

  it('is not one that answers with GraphQL errors, nor one whose callers leave or have no time', async () => {
    stub.answerWith((_request, response) =>
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"errors":[{"message":"No."}]}'),
    );
    for (let i = 0; i < 20; i += 1) await client.query(WRITE, context());
    stub.answerWith(() => {});
    for (let i = 0; i < 20; i += 1) {
      await codeOf(client.query(READ, context({ deadline: performance.now() + 5 })));
      await codeOf(client.query(READ, context({ signal: AbortSignal.timeout(5) })));
    }
    expect(client.health().circuit).toBe('closed');
  });
});

describe('identical reads at the same time', () => {
  /** Holds every call back until the test lets them all go. */
  function holdCalls() {
    const held: ServerResponse[] = [];
    let closed = 0;
    stub.answerWith((_request, response) => {
      held.push(response);
      response.on('close', () => (closed += response.writableFinished ? 0 : 1));
    });
    return {
      held,
      closed: () => closed,
      release: () => held.splice(0).forEach((response) => response.end('{"data":{"n":1}}')),
    };
  }

  it('are one call, and each gets an answer of its own to work on', async () => {
    const calls = holdCalls();
    const asked = [1, 2, 3].map(() => client.query(READ, context()));
    await until(() => calls.held.length === 1);
    calls.release();
    const [first, second] = await Promise.all(asked);
    expect(first).toEqual(second);
    expect(first!.data).not.toBe(second!.data);
    expect(stub.calls).toHaveLength(1);
    expect(client.health()).toMatchObject({ calls: 1, shared: 2 });
  });

  it.each<[string, object[], object, object?]>([
    ['two people', [{ identity: { sub: 'ada' } }, { identity: { sub: 'bob' } }], READ],
    ['somebody and nobody', [{ identity: { sub: 'ada' } }, { identity: null }], READ],
    [
      'requests with another header that is passed on',
      [{ headers: { 'x-tenant': 'a' } }, { headers: { 'x-tenant': 'b' } }],
      READ,
      { propagateHeaders: ['X-Tenant'] },
    ],
    ['mutations', [{}, {}], WRITE],
    ['reads that must be fresh', [{ sharesReads: false }, { sharesReads: false }], READ],
    ['anything where sharing is off', [{}, {}], READ, { shareReads: false }],
  ])('are two calls for %s', async (_who, contexts, operation, options = {}) => {
    client = open(options);
    const calls = holdCalls();
    const asked = contexts.map((over) => client.query(operation as typeof READ, context(over)));
    await until(() => calls.held.length === 2);
    calls.release();
    await Promise.all(asked);
    expect(client.health().shared).toBe(0);
  });

  it('go on for those who stay, and end with the last who leaves', async () => {
    const calls = holdCalls();
    const leavers = [1, 2, 3].map(() => new AbortController());
    const asked = leavers.map(({ signal }) => codeOf(client.query(READ, context({ signal }))));
    await until(() => calls.held.length === 1);
    leavers[0]!.abort();
    leavers[1]!.abort();
    await asked[0];
    await sleep(30);
    expect(calls.closed()).toBe(0);
    leavers[2]!.abort();
    await until(() => calls.closed() === 1);
    const again = client.query(READ, context());
    await until(() => calls.held.length === 2);
    calls.release();
    expect((await again).data).toEqual({ n: 1 });
  });

  it('are not joined after a mutation, which has changed what they would say', async () => {
    const calls = holdCalls();
    const before = client.query(READ, context());
    await until(() => calls.held.length === 1);
    stub.answerWith(null);
    await client.query(WRITE, context());
    expect((await client.query(READ, context())).data).toEqual({ n: 1 });
    calls.release();
    await before;
    expect(stub.calls).toHaveLength(3);
  });

  it('are not joined by whoever keeps the answer and has looked later what is void', async () => {
    const calls = holdCalls();
    const early = client.query(READ, context());
    await until(() => calls.held.length === 1);
    stub.answerWith(null);
    await client.query({ ...READ, notBefore: performance.now() }, context());
    expect(stub.calls).toHaveLength(2);
    calls.release();
    await early;
  });

  it('are not joined when the one under way is about to run out of time', async () => {
    const calls = holdCalls();
    const late = codeOf(client.query(READ, context({ deadline: performance.now() + 150 })));
    const asked = client.query(READ, context());
    await until(() => calls.held.length === 2);
    expect(await late).toBe('SUBGRAPH_TIMEOUT');
    calls.release();
    expect((await asked).data).toEqual({ n: 1 });
  });
});

it('passes on the client’s headers that are configured and no others', async () => {
  client = open({ propagateHeaders: ['Accept-Language'] });
  await client.query(READ, context({ headers: { 'accept-language': 'mg', cookie: CANARY } }));
  expect(stub.calls[0]!.headers).toMatchObject({ 'accept-language': 'mg' });
  expect(stub.calls[0]!.headers).not.toHaveProperty('cookie');
});
