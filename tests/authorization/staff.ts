import { serveFederation, type Answer } from '../federation/serve-federation';
import { openSocket } from '../support/client';
import { startTokenIssuer } from '../support/token-issuer';

const PEOPLE = [
  { id: 'p1', name: 'Ada', salary: 10, pin: '1' },
  { id: 'p2', name: 'Ben', salary: 20, pin: '2' },
];
/** What mutations have come to. */
const state = { sum: 0 };

const SUBGRAPHS = {
  home: {
    sdl: `
      type Query {
        me: Person
        people: [Person!]!
        must: Person!
        open: String @policy(policies: [[]])
        never: String @requiresScopes(scopes: [])
        audit: String @policy(policies: [["audit"], ["boss", "payroll"]])
        report: String @requiresScopes(scopes: [["report"]])
      }
      type Mutation {
        add(n: Int!): Int
        erase(n: Int!): Int @requiresScopes(scopes: [["erase"]])
        hire: Person
      }
      type Subscription { ticks: Int @authenticated hired: Person }
      type Person @key(fields: "id") {
        id: ID! @authenticated
        name: String
        salary: Int @requiresScopes(scopes: [["payroll"]])
        pin: String! @authenticated
      }`,
    resolvers: {
      Query: {
        me: () => PEOPLE[0],
        people: () => PEOPLE,
        must: () => PEOPLE[0],
        open: () => 'open',
        never: () => 'never',
        audit: () => 'audit',
        report: () => 'report',
      },
      Mutation: {
        add: (_root: unknown, { n }: { n: number }) => (state.sum += n),
        erase: (_root: unknown, { n }: { n: number }) => (state.sum -= n),
        hire: () => PEOPLE[1],
      },
      Subscription: {
        ticks: { subscribe: () => events({ ticks: 1 }) },
        hired: { subscribe: () => events({ hired: PEOPLE[1] }) },
      },
    },
  },
  desk: {
    sdl: `type Person @key(fields: "id") { id: ID! desk: String }`,
    resolvers: { Person: { desk: ({ id }: { id: string }) => `desk of ${id}` } },
  },
};

async function* events(value: object): AsyncGenerator<object> {
  yield await Promise.resolve(value);
}

/** A gateway over people with secrets, and somebody who says who asks. */
export type Staff = Awaited<ReturnType<typeof serveStaff>>;

/** Starts a gateway over people with secrets. */
export async function serveStaff(env: Record<string, string> = {}) {
  const issuer = await startTokenIssuer();
  const federation = await serveFederation(SUBGRAPHS, { JWKS_URL: issuer.jwksUrl, ...env });
  return {
    ...federation,
    /** Asks over HTTP with a token of these claims; null is nobody. */
    as: async (claims: Record<string, unknown> | null, query: string, variables = {}): Promise<Answer> =>
      federation.ask(query, variables, claims && (await issuer.token(claims))),
    token: issuer.token,
    /** A socket of nobody. */
    socket: () => openSocket(federation.gateway.wsUrl, null),
    /** What mutations have come to since this was asked last. */
    takeSum: () => {
      const { sum } = state;
      state.sum = 0;
      return sum;
    },
    stop: async () => {
      await federation.stop();
      await issuer.stop();
    },
  };
}

/** An error that tells of a refused field. */
export const refusal = (...path: (string | number)[]) => ({
  path,
  extensions: { code: 'UNAUTHORIZED_FIELD' },
});
