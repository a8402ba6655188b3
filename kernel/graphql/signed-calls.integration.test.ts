import { parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { GATEWAY_SECRET, openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import {
  signIdentity,
  socketCall,
  type Identity,
  type SignedCall,
  type SignedHeaders,
} from '../auth/signed-identity';
import { EVENT_MIGRATIONS } from '../events/events.migration';
import { OutboxEvent } from '../events/outbox.entity';
import { jsonReply } from '../http/http-server';
import type { Subgraph, SubgraphContext } from './subgraph';

/** A subgraph that tells what it was told. */
const echo: Subgraph<SubgraphContext> = {
  name: 'echo',
  typeDefs: parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
    type Query { address: String header(name: String!): String thing(id: ID!): Thing }
    type Mutation { bake(cookies: [String!]!): Int }
    type Subscription { unopened: Int breaking: Int }
    type Thing @key(fields: "id") { id: ID! }
  `),
  database: { entities: [OutboxEvent], migrations: EVENT_MIGRATIONS },
  createContext: (base) => base,
  resolvers: {
    Query: {
      address: (_root: unknown, _args: unknown, { request }: SubgraphContext) => request.clientAddress,
      header: (_root: unknown, { name }: { name: string }, { request }: SubgraphContext) =>
        request.header(name),
    },
    Mutation: {
      bake: (_root: unknown, { cookies }: { cookies: string[] }, { replyHeaders }: SubgraphContext) => {
        for (const cookie of cookies) replyHeaders.append('set-cookie', cookie);
        return cookies.length;
      },
    },
    Subscription: {
      unopened: { subscribe: () => Promise.reject(new Error('database of 192.0.2.7 is starting up')) },
      breaking: {
        subscribe: async function* () {
          yield { breaking: 1 };
          throw await Promise.resolve(new Error('connection to 192.0.2.7 terminated'));
        },
      },
    },
    Thing: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
  },
  routes: () => ({ '/open': () => Promise.resolve(jsonReply(200, 'open')) }),
  signedRoutes: () => ({ '/closed': ({ search }) => Promise.resolve(jsonReply(200, `closed${search}`)) }),
};

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openSubgraph(echo);
});
afterAll(() => subgraph.stop());

const sign = (over: Partial<SignedCall>, identity: Identity | null = null) =>
  signIdentity(GATEWAY_SECRET, { method: 'POST', path: '/graphql', body: '', ...over }, identity, Date.now());

async function post(query: string, variables: object = {}, headers?: SignedHeaders, url = subgraph.url) {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(headers ?? sign({ body })) },
    body,
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  return { status: response.status, data, errors, cookies: response.headers.getSetCookie() };
}

it('shows operators what is measured of its events, under its name', async () => {
  const response = await fetch(new URL('/metrics', subgraph.url));
  expect(response.headers.get('content-type')).toContain('text/plain');
  const lines = (await response.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'outbox_unsent_rows{service="echo"} 0',
      'outbox_oldest_unsent_seconds{service="echo"} 0',
      'events_duplicate_dropped_total{service="echo"} 0',
    ]),
  );
});

describe('an operation', () => {
  it('knows the client’s headers and its address', async () => {
    const query = '{ address header(name: "User-Agent") }';
    const body = JSON.stringify({ query, variables: {} });
    const headers = { ...sign({ body, clientAddress: '192.0.2.7' }), 'user-agent': 'Abacus/1' };
    expect((await post(query, {}, headers)).data).toEqual({ address: '192.0.2.7', header: 'Abacus/1' });
    expect((await post('{ address }')).data).toEqual({ address: null });
  });

  it('puts several cookies into the reply, each as a header of its own', async () => {
    const cookies = ['a=1; HttpOnly', 'b=2; Path=/, odd'];
    const bake = 'mutation ($cookies: [String!]!) { bake(cookies: $cookies) }';
    expect(await post(bake, { cookies })).toMatchObject({ data: { bake: 2 }, cookies });
    expect((await post(bake, { cookies: [] })).cookies).toEqual([]);
  });

  it('cannot be made to write a header of its own into a reply', async () => {
    const bake = 'mutation ($cookies: [String!]!) { bake(cookies: $cookies) }';
    const reply = await post(bake, { cookies: ['a=1\r\nx-evil: 1'] });
    expect(reply).toMatchObject({ data: { bake: null }, cookies: [] });
    expect(reply.errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
  });
});

describe('a stream that fails', () => {
  it.each(['unopened', 'breaking'])('tells nothing of the inside when it is %s', async (field) => {
    const told: unknown[] = [];
    const signed = signIdentity(GATEWAY_SECRET, socketCall('/graphql'), null, Date.now());
    const url = subgraph.url.replace('http', 'ws');
    const client = createClient({ url, connectionParams: { ...signed }, webSocketImpl: WebSocket });
    try {
      for await (const event of client.iterate({ query: `subscription { ${field} }` })) told.push(event);
    } catch (error) {
      told.push(error);
    }
    await client.dispose();
    expect(JSON.stringify(told.at(-1))).toMatch(/"Something went wrong on our side\.".*"INTERNAL"/);
    expect(JSON.stringify(told)).not.toContain('192.0.2.7');
  });
});

describe('somebody who is not of this platform', () => {
  const member = { sub: 'usr_1', tenant: 'org_1', roles: [{ org: 'org_1', role: 'TEACHER' }] };

  it.each([
    ['a role in other letters', { roles: [{ org: 'org_1', role: 'teacher' }] }],
    ['a role that only looks like one', { roles: [{ org: 'org_1', role: 'TEАCHER' }] }],
    ['a role in a list of schools', { roles: [{ org: ['org_1', 'org_2'], role: 'TEACHER' }] }],
    ['two tenants', { tenant: ['org_1', 'org_2'] }],
    ['a ward of a list of schools', { wards: [{ student: 'stu_1', school: ['sch_1'] }] }],
  ])('is nobody, with %s', async (_what, over) => {
    const body = JSON.stringify({ query: '{ address }', variables: {} });
    expect((await post('{ address }', {}, sign({ body }, member))).data).toEqual({ address: null });
    const { status, data, errors } = await post('{ address }', {}, sign({ body }, { ...member, ...over }));
    expect([status, data]).toEqual([200, undefined]);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await askOver(sign(socketCall('/graphql'), { ...member, ...over }))).toBe(4401);
  });
});

describe('the schema of a subgraph', () => {
  const ASK = 'query { _service { sdl } }';

  it('is told to the gateway, and in production to nobody', async () => {
    expect((await post(ASK)).data).toMatchObject({
      _service: { sdl: expect.stringContaining('type Thing') },
    });
    const production = await openSubgraph(echo, { servesSchema: false });
    for (const query of [
      ASK,
      'query { ...s } fragment s on Query { x: _service { sdl } }',
      '{ __schema { types { name } } }',
    ]) {
      const body = JSON.stringify({ query, variables: {} });
      const { data, errors } = await post(query, {}, sign({ body }), production.url);
      expect(JSON.stringify(data ?? {})).not.toContain('Thing');
      expect(errors).toMatchObject([{ extensions: { code: expect.stringMatching(/FORBIDDEN|VALIDATION/) } }]);
    }
    expect((await post('{ address }', {}, undefined, production.url)).data).toEqual({ address: null });
    await production.stop();
  });
});

describe('a call that the gateway has not signed', () => {
  const signedFor = (body: string) => sign({ body: JSON.stringify({ query: body, variables: {} }) });

  it.each(['{ address }', '{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])(
    'is answered 401, also to %s',
    async (query) => {
      const stale = signIdentity(
        GATEWAY_SECRET,
        { method: 'POST', path: '/graphql', body: JSON.stringify({ query, variables: {} }) },
        null,
        Date.now() - 31_000,
      );
      const bad: SignedHeaders[] = [
        {},
        { 'x-gateway-signature': `t=${Date.now()},kid=default,n=0123456789abcdef,v1=${'0'.repeat(64)}` },
        stale,
        signedFor('{ other }'),
        sign({ body: JSON.stringify({ query, variables: {} }), path: '/closed' }),
      ];
      for (const headers of bad) {
        const { status, data, errors } = await post(query, {}, headers);
        expect([status, data]).toEqual([401, undefined]);
        expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
      }
    },
  );

  it('is one that was made before', async () => {
    const headers = signedFor('{ address }');
    const statuses = [await post('{ address }', {}, headers), await post('{ address }', {}, headers)];
    expect(statuses.map(({ status }) => status)).toEqual([200, 401]);
  });

  it('gets no further than the routes that are open', async () => {
    const base = subgraph.url.replace('/graphql', '');
    expect((await fetch(`${base}/open`)).status).toBe(200);
    expect((await fetch(`${base}/closed?after=7`)).status).toBe(401);
    const headers = sign({ method: 'GET', path: '/closed?after=7' });
    const reply = await fetch(`${base}/closed?after=7`, { headers });
    expect([reply.status, await reply.json()]).toEqual([200, 'closed?after=7']);
    expect((await fetch(`${base}/closed?after=8`, { headers })).status).toBe(401);
  });

  it('is a socket whose greeting is not signed, or was used before', async () => {
    const signed = signIdentity(GATEWAY_SECRET, socketCall('/graphql'), null, Date.now());
    expect(await askOver(signed)).toEqual({ data: { address: null } });
    for (const params of [signed, {}, sign({})]) expect(await askOver(params)).toBe(4401);
  });
});

/** The answer over a socket, or the code that it was closed with. */
async function askOver(connectionParams: SignedHeaders): Promise<unknown> {
  const url = subgraph.url.replace('http', 'ws');
  const client = createClient({ url, connectionParams, webSocketImpl: WebSocket, retryAttempts: 0 });
  const answer = await client
    .iterate({ query: '{ address }' })
    .next()
    .then(
      ({ value }) => value as unknown,
      (event: { code: number }) => event.code,
    );
  await client.dispose();
  return answer;
}
