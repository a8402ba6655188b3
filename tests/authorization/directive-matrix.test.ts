import type { Client } from 'graphql-ws';
import { serveFederation, type Federation } from '../federation/serve-federation';
import { nextOf, openSocket } from '../support/client';
import { startTokenIssuer, type TokenIssuer } from '../support/token-issuer';
import { CALLERS, DEMANDS, tokenOf, type Caller } from './callers';
import { guardedBoxes, POSITIONS, type Position } from './guarded-boxes';

type Path = readonly (string | number)[];

interface Reply {
  data?: unknown;
  errors?: readonly { path?: readonly unknown[]; extensions?: { code?: string } }[];
}

type Ask = (caller: Caller, query: string) => Promise<Reply>;

/** The way to a box, and to a restricted root field, of each kind of operation. */
const KINDS = [
  { kind: 'query', box: 'box', sealed: 'sealed { open }' },
  { kind: 'mutation', box: 'touch', sealed: 'seal' },
  { kind: 'subscription', box: 'boxes', sealed: 'seals' },
] as const;
const CALLER_NAMES = Object.keys(CALLERS) as Caller[];

let issuer: TokenIssuer;
const tokens = new Map<Caller, string | null>();

beforeAll(async () => {
  issuer = await startTokenIssuer();
  for (const caller of CALLER_NAMES) tokens.set(caller, await tokenOf(issuer, caller));
});
afterAll(() => issuer.stop());

describe.each(DEMANDS)('what is restricted by $directive', ({ directive, satisfiedBy }) => {
  let federation: Federation;
  const sockets = new Map<Caller, Client>();

  beforeAll(async () => {
    federation = await serveFederation(guardedBoxes(directive), { JWKS_URL: issuer.jwksUrl });
    for (const caller of CALLER_NAMES)
      sockets.set(caller, openSocket(federation.gateway.wsUrl, tokens.get(caller)!));
  });
  afterAll(async () => {
    for (const socket of sockets.values()) await socket.dispose();
    await federation.stop();
  });

  const overHttp: Ask = (caller, query) => federation.ask(query, {}, tokens.get(caller));
  const overSocket: Ask = async (caller, query) => {
    federation.forget();
    const results = sockets.get(caller)!.iterate({ query });
    const result = await nextOf(results);
    await results.return?.();
    return result;
  };

  describe.each(KINDS)('$kind', ({ kind, box, sealed }) => {
    const transports = kind === 'subscription' ? [overSocket] : [overHttp, overSocket];

    describe.each(CALLER_NAMES)('by %s', (caller) => {
      const isEntitled = satisfiedBy.includes(caller);

      it.each(POSITIONS)('$name', async (position) => {
        for (const ask of transports) {
          const answer = await ask(
            caller,
            `${kind} { ${box} { ${position.selection} } } ${position.fragments ?? ''}`,
          );
          const refused = isEntitled ? [] : position.restricted.map((path) => [box, ...path]);
          expect(answer.data).toEqual(without({ [box]: position.whole }, refused));
          expectRefusals(answer, refused);
          expectAsked(federation, position, isEntitled);
        }
      });

      it('a root field', async () => {
        for (const ask of transports) {
          const answer = await ask(caller, `${kind} { named: ${sealed} }`);
          const isRefused = !isEntitled;
          expectRefusals(answer, isRefused ? [['named']] : []);
          if (isEntitled) expect(answer.data).toEqual({ named: expect.anything() as unknown });
          else if (kind === 'subscription') expect(answer.data).toBeUndefined();
          else expect(answer.data).toEqual({ named: null });
          expect(federation.askedOfAny()).toHaveLength(isRefused ? 0 : 1);
        }
      });
    });
  });
});

/** The data with null at some places. */
function without(data: object, places: readonly Path[]): object {
  const copy = structuredClone(data) as Record<string | number, unknown>;
  for (const place of places) {
    let object = copy;
    for (const segment of place.slice(0, -1)) object = object[segment] as typeof copy;
    object[place.at(-1)!] = null;
  }
  return copy;
}

function expectRefusals({ errors = [] }: Reply, refused: readonly Path[]): void {
  const told = errors.map(({ path, extensions }) => [path, extensions?.code]);
  expect(told).toHaveLength(refused.length);
  expect(told).toEqual(expect.arrayContaining(refused.map((path) => [path, 'UNAUTHORIZED_FIELD'])));
}

/** The traces are looked for also where they must be, so that they are known to be found. */
function expectAsked({ askedOfAny }: Federation, { trace }: Position, isEntitled: boolean): void {
  const asked = askedOfAny().join('\n');
  expect(asked).not.toBe('');
  if (isEntitled) expect(asked).toMatch(trace);
  else expect(asked).not.toMatch(trace);
}
