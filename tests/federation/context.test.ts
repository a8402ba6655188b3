import { serveFederation, type Federation } from './serve-federation';

const PEOPLE = [
  { id: 'p1', home: { city: 'Bern' }, kids: ['k1', 'k2'], toy: 't1' },
  { id: 'p2', home: { city: 'Rome' }, kids: ['k1'], toy: 't1' },
];
const CURRENCIES: Record<string, string | null> = { p1: 'CHF', p2: 'EUR', p3: null };

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    shop: {
      sdl: `
        type Query { people: [Person!]! person(id: ID!): Person }
        type Person @key(fields: "id") @context(name: "person") {
          id: ID! currency: String @external home: Home! kids: [Kid!]! toy: Toy
        }
        type Home @context(name: "home") { city: String! street: Street! }
        type Street @key(fields: "id") { id: ID! label(city: String @fromContext(field: "$home { city }")): String }
        type Kid @key(fields: "id") {
          id: ID!
          price(currency: String @fromContext(field: "$person { currency }"), count: Int = 1): String
        }
        type Toy @key(fields: "id") { id: ID! owner: Kid }`,
      resolvers: {
        Query: {
          people: () => PEOPLE,
          person: (_root: unknown, { id }: { id: string }) => ({ ...PEOPLE[0], id }),
        },
        Person: {
          __resolveReference: ({ id }: { id: string }) => PEOPLE.find((person) => person.id === id),
          kids: ({ kids }: { kids: string[] }) => kids.map((id) => ({ id })),
          toy: ({ toy }: { toy: string }) => ({ id: toy }),
        },
        Home: { street: () => ({ id: 's1' }) },
        Street: { label: ({ id }: { id: string }, { city }: { city?: string }) => `${id} in ${city}` },
        Kid: {
          price: ({ id }: { id: string }, { currency, count }: { currency?: string | null; count: number }) =>
            `${count} ${id} ${currency}`,
        },
        Toy: { owner: ({ id }: { id: string }) => ({ id: `owner-of-${id}` }) },
      },
    },
    money: {
      sdl: `
        type Person @key(fields: "id") { id: ID! currency: String }
        type Kid @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Person: {
          currency: ({ id }: { id: string }) => {
            if (id === 'p4') throw new Error('No currency.');
            return CURRENCIES[id];
          },
        },
        Kid: { name: ({ id }: { id: string }) => `name of ${id}` },
      },
    },
  });
});
afterAll(() => federation.stop());

const priced = (query: string, variables?: Record<string, unknown>) => federation.ask(query, variables);

describe('@context and @fromContext', () => {
  it('an argument is taken from the object around, fetched from another subgraph', async () => {
    const { data, errors } = await priced('{ people { kids { price } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      people: [{ kids: [{ price: '1 k1 CHF' }, { price: '1 k2 CHF' }] }, { kids: [{ price: '1 k1 EUR' }] }],
    });
  });

  it('entities with the same surroundings are asked for together', async () => {
    await priced('{ people { kids { price } } }');
    const [, ...asked] = federation.asked('shop');
    const representations = asked.map(({ variables }) => variables.representations);
    expect(representations).toEqual([
      [
        { __typename: 'Kid', id: 'k1' },
        { __typename: 'Kid', id: 'k2' },
      ],
      [{ __typename: 'Kid', id: 'k1' }],
    ]);
    const contexts = asked.map(
      ({ variables }) => Object.entries(variables).find(([name]) => name !== 'representations')?.[1],
    );
    expect(contexts).toEqual(['CHF', 'EUR']);
  });

  it('an argument is taken from further up, and one thing at two places gets two answers', async () => {
    const { data } = await priced('{ people { toy { id owner { id price name } } } }');
    const owner = (currency: string) => ({
      id: 'owner-of-t1',
      price: `1 owner-of-t1 ${currency}`,
      name: 'name of owner-of-t1',
    });
    expect(data).toEqual({
      people: [{ toy: { id: 't1', owner: owner('CHF') } }, { toy: { id: 't1', owner: owner('EUR') } }],
    });
  });

  it('an object that is no entity gives its own field', async () => {
    const { data } = await priced('{ people { home { street { label } } } }');
    expect(data).toEqual({
      people: [{ home: { street: { label: 's1 in Bern' } } }, { home: { street: { label: 's1 in Rome' } } }],
    });
  });

  it('stands beside arguments of the client, whose names and variables change nothing about it', async () => {
    const { data, errors } = await priced(
      `query ($n: Int) { people { currency: id contextualArgument_1_0: id kids { price(count: $n) more: price(count: 7) } } }`,
      { n: 3, contextualArgument_1_0: 'forged', contextualArgument_1_1: 'forged' },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      people: [
        { currency: 'p1', kids: [{ price: '3 k1 CHF', more: '7 k1 CHF' }, { price: '3 k2 CHF' }] },
        { currency: 'p2', kids: [{ price: '3 k1 EUR' }] },
      ],
    });
  });

  it('is null where it is null, also for a client who sends a value', async () => {
    const forged = { contextualArgument_1_0: 'forged', contextualArgument_1_1: 'forged' };
    const { data } = await priced('{ person(id: "p3") { kids { price } } }', forged);
    expect(data).toEqual({ person: { kids: [{ price: '1 k1 null' }, { price: '1 k2 null' }] } });
  });

  it('is the reason why a field is missing where it cannot be had', async () => {
    const { data, errors } = await priced('{ person(id: "p4") { id kids { id price } } }');
    expect(data).toEqual({
      person: {
        id: 'p4',
        kids: [
          { id: 'k1', price: null },
          { id: 'k2', price: null },
        ],
      },
    });
    expect(errors).toMatchObject([
      { path: ['person', 'kids', 0, 'price'], extensions: { code: 'INTERNAL' } },
      { path: ['person', 'kids', 1, 'price'], extensions: { code: 'INTERNAL' } },
    ]);
  });
});
