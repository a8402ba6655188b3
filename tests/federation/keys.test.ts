import { serveFederation, type Federation } from './serve-federation';

type Row = Record<string, unknown>;
/** Answers references with what they were asked by, so that a test sees which key was used. */
const byKey = { __resolveReference: (reference: Row) => ({ ...reference, askedBy: Object.keys(reference) }) };
const keysOf = ({ askedBy }: { askedBy: string[] }) =>
  askedBy.filter((key) => key !== '__typename').join('+');

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    a: {
      sdl: `
        type Query { single: Single composite: Composite multiple: Multiple nested: [Nested!] legacy: Legacy }
        type Single @key(fields: "id") { id: ID! name: String }
        type Composite @key(fields: "organisation number") { organisation: ID! number: Int! }
        type Multiple @key(fields: "id") @key(fields: "code") { id: ID! code: String! }
        type Nested @key(fields: "slug owner { id address { zip } }") { slug: ID! owner: Owner! }
        type Owner @shareable { id: ID! address: Address! } type Address @shareable { zip: String! city: String }
        type Ghost @key(fields: "id") { id: ID! name: String }
        type Legacy @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          single: () => ({ id: 1, name: 'one' }),
          composite: () => ({ organisation: 'o', number: 7 }),
          multiple: () => ({ id: 'm', code: 'M' }),
          nested: () => [{ slug: 'n', owner: { id: 'o', address: { zip: '8000', city: 'Z' } } }],
          legacy: () => ({ id: 'l' }),
        },
        Multiple: { __resolveReference: () => ({ id: 'm', code: 'M' }) },
        Ghost: { __resolveReference: ({ id }: Row) => ({ id, name: `ghost ${String(id)}` }) },
      },
    },
    b: {
      sdl: `
        type Query { ghost: Ghost }
        type Single @key(fields: "id") { id: ID! extra: String }
        type Composite @key(fields: "number organisation") { organisation: ID! number: Int! extra: String }
        type Multiple @key(fields: "code") { code: String! extra: String }
        type Nested @key(fields: "slug owner { id address { zip } }") { slug: ID! owner: Owner! @external extra: String }
        type Owner @shareable { id: ID! address: Address! } type Address @shareable { zip: String! }
        type Ghost @key(fields: "id", resolvable: false) { id: ID! }
        type Legacy @extends @key(fields: "id") { id: ID! @external extra: String }`,
      resolvers: {
        Query: { ghost: () => ({ id: 'g' }) },
        Single: { ...byKey, extra: keysOf },
        Composite: { ...byKey, extra: keysOf },
        Multiple: { ...byKey, extra: keysOf },
        Nested: { ...byKey, extra: keysOf },
        Legacy: { ...byKey, extra: keysOf },
      },
    },
    c: {
      sdl: `
        type Query { fromC: Multiple gone: [Single] }
        type Multiple @key(fields: "id") { id: ID! }
        type Single @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { fromC: () => ({ id: 'm' }), gone: () => [{ id: 1 }, null, { id: 1 }] },
      },
    },
  });
});
afterAll(() => federation.stop());

describe('@key', () => {
  it.each([
    ['one field', '{ single { name extra } }', { single: { name: 'one', extra: 'id' } }],
    ['several fields', '{ composite { extra } }', { composite: { extra: 'number+organisation' } }],
    ['one of several keys', '{ multiple { id extra } }', { multiple: { id: 'm', extra: 'code' } }],
    ['nested fields', '{ nested { extra } }', { nested: [{ extra: 'slug+owner' }] }],
    ['@extends and @external', '{ legacy { id extra } }', { legacy: { id: 'l', extra: 'id' } }],
    [
      'nulls and repetitions in a list',
      '{ gone { extra } }',
      { gone: [{ extra: 'id' }, null, { extra: 'id' }] },
    ],
  ])('joins by %s', async (_what, query, data) => {
    expect(await federation.ask(query)).toEqual({ status: 200, data });
  });

  it('sends all that a nested key names and nothing else', async () => {
    await federation.ask('{ nested { owner { address { city } } extra } }');
    expect(federation.representations('b')).toEqual([
      { __typename: 'Nested', slug: 'n', owner: { id: 'o', address: { zip: '8000' } } },
    ]);
  });

  it('asks for one entity once, however often it stands in a list', async () => {
    await federation.ask('{ gone { extra } }');
    expect(federation.representations('b')).toEqual([{ __typename: 'Single', id: '1' }]);
  });

  it('goes through a subgraph that knows both keys where two have none in common', async () => {
    expect(await federation.ask('{ fromC { extra } }')).toEqual({
      status: 200,
      data: { fromC: { extra: 'code' } },
    });
    expect(federation.representations('a')).toEqual([{ __typename: 'Multiple', id: 'm' }]);
    expect(federation.representations('b')).toEqual([{ __typename: 'Multiple', code: 'M' }]);
  });

  it('never asks the subgraph that only states a key', async () => {
    expect(await federation.ask('{ ghost { id name } }')).toEqual({
      status: 200,
      data: { ghost: { id: 'g', name: 'ghost g' } },
    });
    expect(federation.representations('a')).toEqual([{ __typename: 'Ghost', id: 'g' }]);
    expect(federation.representations('b')).toEqual([]);
  });
});
