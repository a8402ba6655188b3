import { parse } from 'graphql';
import { buildGeneration } from '../../gateway/supergraph/generation';
import { composeStubs } from '../support/federation';
import { serveFederation, type Federation } from './serve-federation';

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    open: {
      sdl: `
        extend schema
          @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
            "@key", "@tag", "@inaccessible", "@composeDirective", "@authenticated", "@requiresScopes", "@policy",
            "@cost", "@listSize", "@shareable"])
          @link(url: "https://example.com/audience/v1.0", import: ["@audience"])
          @composeDirective(name: "@audience")
        directive @audience(name: String!) on FIELD_DEFINITION | OBJECT
        type Query {
          thing(secret: Int @inaccessible, shown: Int): Thing
          things: [Thing!]! @listSize(assumedSize: 10) @cost(weight: 5)
          member: String @authenticated
          admin: String @requiresScopes(scopes: [["admin"]])
          teller: String @policy(policies: [["teller"]])
        }
        type Thing @key(fields: "id") @audience(name: "all") {
          id: ID! @inaccessible
          name: String @tag(name: "public") @audience(name: "staff")
          state: State
          inside: Inside @inaccessible
        }
        type Inside @inaccessible { n: Int }
        enum State { NEW OLD @inaccessible }`,
      resolvers: {
        Query: {
          thing: (_root: unknown, given: object) => ({ id: 't', name: JSON.stringify(given), state: 'NEW' }),
          things: () => [{ id: 't', name: 'one', state: 'OLD' }],
          member: () => 'member',
          admin: () => 'admin',
          teller: () => 'teller',
        },
      },
    },
    more: {
      sdl: 'type Thing @key(fields: "id") { id: ID! @inaccessible more: String }',
      resolvers: { Thing: { more: ({ id }: { id: string }) => `more of ${id}` } },
    },
  });
});
afterAll(() => federation.stop());

describe('@inaccessible', () => {
  it('is joined by and never shown', async () => {
    const { data, errors } = await federation.ask('{ thing(shown: 1) { name more } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ thing: { name: '{"shown":1}', more: 'more of t' } });
  });

  it.each([
    ['a field', '{ thing { id } }'],
    ['a type', '{ thing { inside { n } } }'],
    ['an argument', '{ thing(secret: 1) { name } }'],
  ])('refuses %s as if there were none', async (_what, query) => {
    const { errors, status } = await federation.ask(query);
    expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    expect(status).toBe(400);
    expect(federation.asked('open')).toEqual([]);
  });

  it('hides a value of an enum that a subgraph answers with', async () => {
    const { data, errors } = await federation.ask('{ things { name state } }');
    expect(data).toEqual({ things: [{ name: 'one', state: null }] });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_INVALID_RESPONSE' } }]);
    expect(JSON.stringify(errors)).not.toContain('OLD');
  });
});

describe('directives that say something about the schema', () => {
  it('@tag and directives of one’s own do not change an answer', async () => {
    expect((await federation.ask('{ thing { name } }')).data).toEqual({ thing: { name: '{}' } });
    expect(federation.supergraphSdl).toContain('@tag(name: "public")');
    expect(federation.supergraphSdl).toContain('@audience(name: "staff")');
  });

  it('@cost and @listSize do not change an answer', async () => {
    expect((await federation.ask('{ things { name } }')).data).toEqual({ things: [{ name: 'one' }] });
  });
});

describe('@authenticated, @requiresScopes and @policy', () => {
  it('keep fields from those who have no right to them', async () => {
    const { data, errors } = await federation.ask('{ member admin teller }');
    expect(data).toEqual({ member: null, admin: null, teller: null });
    expect(errors?.map(({ path }) => path)).toEqual([['member'], ['admin'], ['teller']]);
    expect(federation.asked('open')).toEqual([]);
  });
});

describe('what this gateway does not serve', () => {
  it('@defer is refused as a directive that there is none of', async () => {
    const { errors, status } = await federation.ask('{ ... @defer { thing { name } } }');
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { message: 'Unknown directive "@defer".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });

  it('a supergraph with connectors is refused when it is loaded, with the feature’s name', () => {
    const sdl = composeStubs([
      {
        name: 'rest',
        url: 'http://rest',
        typeDefs: parse(`
          extend schema
            @link(url: "https://specs.apollo.dev/federation/v2.11")
            @link(url: "https://specs.apollo.dev/connect/v0.1", import: ["@connect", "@source"])
            @source(name: "api", http: { baseURL: "https://example.com" })
          type Query { name: String @connect(source: "api", http: { GET: "/name" }, selection: "$") }`),
      },
    ]);
    expect(() => buildGeneration(sdl)).toThrow(/cannot be served.*connect/s);
  });
});
