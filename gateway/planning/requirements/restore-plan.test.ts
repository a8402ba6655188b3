import { localSupergraph } from '../../../tests/support/local-supergraph';

type Known = Record<string, unknown>;
type Args = Record<string, unknown>;

/** Tells what the subgraph was told. */
const told = (name: string) => (known: Known) => JSON.stringify(known[name] ?? null);
const priced = (_: unknown, args: Args) => JSON.stringify(args);

const OWNER = `
  type Query { p: P ps: [P] any: [Any] items: [Item] }
  union Any = P | Q
  interface Item { id: ID! label(lang: String): String }
  enum Unit { CM IN }
  input At { day: Int hours: [Int] }
  type P implements Item @key(fields: "id") {
    id: ID!
    price(currency: String = "CHF", at: At): String
    size(unit: Unit = CM): Size
    parts: [Part]
    label(lang: String): String
  }
  type Q implements Item @key(fields: "id") { id: ID! price(currency: String): String label(lang: String): String }
  type Size @shareable { width(times: Int = 1): Int }
  type Part @shareable { code(long: Boolean): String }
`;
const NEEDS = `
  enum Unit { CM IN }
  input At { day: Int hours: [Int] }
  type Size @shareable { width(times: Int = 1): Int }
  type Part @shareable { code(long: Boolean): String }
  type P @key(fields: "id") {
    id: ID!
    price(currency: String = "CHF", at: At): String @external
    size(unit: Unit = CM): Size @external
    parts: [Part] @external
    label(lang: String): String @external
    eur: String @requires(fields: "price(currency: \\"EUR\\")")
    usd: String @requires(fields: "price(currency: \\"USD\\")")
    chf: String @requires(fields: "price")
    then: String @requires(fields: "price(at: { hours: [1, 2], day: 3 })")
    cm: String @requires(fields: "size { width }")
    inches: String @requires(fields: "size(unit: IN) { width(times: 10) }")
    wide: String @requires(fields: "size { width(times: 2) }")
    short: String @requires(fields: "parts { code }")
    long: String @requires(fields: "parts { code(long: true) }")
    german: String @requires(fields: "label(lang: \\"de\\")")
    plain(x: Int): String
  }
  type Q @key(fields: "id") {
    id: ID!
    label(lang: String): String @external
    french: String @requires(fields: "label(lang: \\"fr\\")")
  }
`;

const WIDTH = (size: { unit: string }, { times }: Args) => (size.unit === 'IN' ? 40 : 100) * Number(times);
const OWNER_RESOLVERS = {
  Query: {
    p: () => ({ id: '1' }),
    ps: () => [{ id: '1' }, { id: '2' }],
    any: () => ['P', 'Q'].map((__typename) => ({ __typename, id: '1' })),
    items: () => ['P', 'Q'].map((__typename) => ({ __typename, id: '1' })),
  },
  P: {
    price: ({ id }: Known, args: Args) => (id === '2' && args.currency === 'USD' ? null : priced(id, args)),
    size: (_: unknown, { unit }: Args) => ({ unit }),
    parts: () => [{}, {}],
    label: priced,
  },
  Q: { price: priced, label: priced },
  Size: { width: WIDTH },
  Part: { code: priced },
};
const NEEDS_RESOLVERS = {
  P: {
    ...Object.fromEntries(['eur', 'usd', 'chf', 'then'].map((field) => [field, told('price')])),
    ...Object.fromEntries(['cm', 'inches', 'wide'].map((field) => [field, told('size')])),
    ...Object.fromEntries(['short', 'long'].map((field) => [field, told('parts')])),
    german: told('label'),
    plain: (_: unknown, { x }: Args) => `plain ${Number(x)}`,
  },
  Q: { french: told('label') },
};

const subgraphs = localSupergraph({
  owner: { sdl: OWNER, resolvers: OWNER_RESOLVERS },
  needs: { sdl: NEEDS, resolvers: NEEDS_RESOLVERS },
});

const EXPECTED: Record<string, unknown> = {
  eur: '{"currency":"EUR"}',
  usd: '{"currency":"USD"}',
  chf: '{"currency":"CHF"}',
  then: '{"currency":"CHF","at":{"day":3,"hours":[1,2]}}',
  cm: { width: 100 },
  inches: { width: 400 },
  wide: { width: 200 },
  short: [{ code: '{}' }, { code: '{}' }],
  long: [{ code: '{"long":true}' }, { code: '{"long":true}' }],
  german: '{"lang":"de"}',
};

const requests = (subgraph: string) =>
  subgraphs.calls.filter((call) => call.subgraph === subgraph).map(({ query }) => query);
const parsed = (data: unknown) =>
  Object.fromEntries(
    Object.entries(data as Known).map(([key, value]) => [key, JSON.parse(value as string) as unknown]),
  );

describe('fields that require one field with different arguments', () => {
  beforeEach(() => void subgraphs.calls.splice(0));

  it('are each told their own value, in one operation', async () => {
    const result = await subgraphs.ask(`{ p { ${Object.keys(EXPECTED).join(' ')} } }`);
    expect(result.errors).toBeUndefined();
    expect(parsed(result.data!.p)).toEqual(EXPECTED);
  });

  it.each(Object.keys(EXPECTED))('are told the same when %s is asked alone', async (field) => {
    const { data } = await subgraphs.ask(`{ p { ${field} } }`);
    expect(parsed(data!.p)).toEqual({ [field]: EXPECTED[field] });
  });

  it('are asked for apart only where they have to be, by fetches that have nothing they do not use', async () => {
    const query = 'query Both($x: Int) { p { eur plain(x: $x) cm usd wide } }';
    expect((await subgraphs.ask(query, { x: 1 })).data).toMatchObject({ p: { plain: 'plain 1' } });
    expect(requests('owner')).toEqual([
      'query Both__owner__0{p{__typename id size{r4_width:width(times:2)width}r1_price:price(currency:"USD")r0_price:price(currency:"EUR")}}',
    ]);
    expect(requests('needs')).toEqual([
      'query Both__needs__1_0($representations:[_Any!]!$x:Int){_entities(representations:$representations){...on P{eur plain(x:$x)cm}}}',
      'query Both__needs__1_1($representations:[_Any!]!){_entities(representations:$representations){...on P{usd wide}}}',
    ]);
    const sent = subgraphs.calls.slice(1).map(({ variables }) => variables);
    const entity = { __typename: 'P', id: '1' };
    expect(sent).toEqual([
      { x: 1, representations: [{ ...entity, price: '{"currency":"EUR"}', size: { width: 100 } }] },
      { representations: [{ ...entity, price: '{"currency":"USD"}', size: { width: 200 } }] },
    ]);
  });

  it('are told a null as a null', async () => {
    const { data } = await subgraphs.ask('{ ps { usd eur } }');
    expect(data).toMatchObject({ ps: [{ usd: JSON.stringify('{"currency":"USD"}') }, { usd: 'null' }] });
  });

  it('do not mind what the client asks of the same field, under whatever name', async () => {
    const query = `{ p {
      eur price price2: price(currency: "GBP") r0_price: price(currency: "SEK") r1_price: id usd
    } }`;
    const { data, errors } = await subgraphs.ask(query);
    expect(errors).toBeUndefined();
    expect(parsed(data!.p)).toEqual({
      eur: EXPECTED.eur,
      usd: EXPECTED.usd,
      price: { currency: 'CHF' },
      price2: { currency: 'GBP' },
      r0_price: { currency: 'SEK' },
      r1_price: 1,
    });
  });

  it('are found behind unions, interfaces, fragments and conditions', async () => {
    const query = `query ($no: Boolean = false) {
      any { ... on P { ...Prices @skip(if: $no) } ... on Q { price french } }
      items { label ... on P { german ... @include(if: $no) { eur } } ... on Q { french } }
    }
    fragment Prices on P { eur ... { usd ...Rest } }
    fragment Rest on P { chf @skip(if: $no) then @include(if: $no) }`;
    const { data, errors } = await subgraphs.ask(query);
    expect(errors).toBeUndefined();
    const quoted = (value: unknown) => JSON.stringify(value);
    expect(data).toEqual({
      any: [
        { eur: quoted(EXPECTED.eur), usd: quoted(EXPECTED.usd), chf: quoted(EXPECTED.chf) },
        { price: '{}', french: quoted('{"lang":"fr"}') },
      ],
      items: [
        { label: '{}', german: quoted('{"lang":"de"}') },
        { label: '{}', french: quoted('{"lang":"fr"}') },
      ],
    });
  });

  it('are not in the schema that clients see', async () => {
    const { data } = await subgraphs.ask('{ __type(name: "P") { fields { name } } }');
    const { fields } = (data as { __type: { fields: { name: string }[] } }).__type;
    expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['price', 'eur']));
    expect(fields.filter(({ name }) => /^r\d/.test(name))).toEqual([]);
    await expect(subgraphs.ask('{ p { r0_price } }')).rejects.toThrow();
  });
});
