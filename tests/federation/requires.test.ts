import { serveFederation, type Federation } from './serve-federation';

interface Box {
  id: string;
  size?: { width: number; height: number } | null;
  weight?: number;
  volume?: number;
  content?: { __typename: string; title?: string; pages?: number; minutes?: number }[];
}
const BOXES: Box[] = [
  {
    id: 'b1',
    size: { width: 2, height: 3 },
    weight: 10,
    content: [
      { __typename: 'Book', title: 'Emil', pages: 170 },
      { __typename: 'Film', title: 'Metropolis', minutes: 153 },
    ],
  },
  { id: 'b2', size: null, weight: 1, content: [] },
];
const PARCEL = { id: 'p1', box: { id: 'b1' }, price: 1 };
const byId = { __resolveReference: ({ id }: Box) => BOXES.find((box) => box.id === id) };

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    store: {
      sdl: `
        type Query { boxes: [Box!]! }
        type Box @key(fields: "id") { id: ID! size: Size weight: Int! @shareable content: [Media!]! }
        type Size { width: Int! height: Int! }
        interface Media { title: String! }
        type Book implements Media { title: String! pages: Int! }
        type Film implements Media { title: String! minutes: Int! }`,
      resolvers: { Query: { boxes: () => BOXES }, Box: byId },
    },
    measure: {
      sdl: `
        type Box @key(fields: "id") {
          id: ID!
          size: Size @external
          volume: Int @requires(fields: "size { width height }")
          content: [Media!]! @external
          length: [Int!]! @requires(fields: "content { __typename title ... on Book { pages } ... on Film { minutes } }")
        }
        type Size @external { width: Int! height: Int! }
        interface Media { title: String! }
        type Book implements Media { title: String! @external pages: Int! @external }
        type Film implements Media { title: String! @external minutes: Int! @external }`,
      resolvers: {
        Box: {
          volume: ({ size }: Box) => (size ? size.width * size.height : null),
          length: ({ content = [] }: Box) => content.map(({ pages, minutes }) => pages ?? minutes),
        },
      },
    },
    post: {
      sdl: `
        type Query { parcels: [Parcel!]! }
        type Box @key(fields: "id") {
          id: ID!
          weight: Int! @external
          volume: Int @external
          price: Int @requires(fields: "volume weight")
        }
        type Parcel @key(fields: "id") { id: ID! box: Box! price: Int! }`,
      resolvers: {
        Query: { parcels: () => [PARCEL] },
        Parcel: { __resolveReference: () => PARCEL },
        Box: { price: ({ volume, weight }: Box) => (volume ? volume * weight! : null) },
      },
    },
    offers: {
      sdl: `
        type Query { offers: [Offer!]! boxOffer: Box @provides(fields: "weight") otherOffer: Box }
        type Offer @key(fields: "id") { id: ID! parcel: Parcel! }
        type Parcel @key(fields: "id") { id: ID! price: Int! @external discount: Int @requires(fields: "price") }
        type Box @key(fields: "id") { id: ID! weight: Int! @external price: Int @external rebate: Int @requires(fields: "price") }`,
      resolvers: {
        Query: {
          offers: () => [{ id: 'o1', parcel: { id: 'p1' } }],
          boxOffer: () => ({ id: 'b1', weight: 99 }),
          otherOffer: () => ({ id: 'b1' }),
        },
        Parcel: { discount: ({ price }: { price: number }) => price / 1 },
        Box: { rebate: ({ price }: { price: number | null }) => (price === null ? null : price / 10) },
      },
    },
  });
});
afterAll(() => federation.stop());

describe('@requires', () => {
  it('sends nested fields, and null where they are null', async () => {
    expect((await federation.ask('{ boxes { volume } }')).data).toEqual({
      boxes: [{ volume: 6 }, { volume: null }],
    });
    expect(federation.representations('measure')).toEqual([
      { __typename: 'Box', id: 'b1', size: { width: 2, height: 3 } },
      { __typename: 'Box', id: 'b2', size: null },
    ]);
  });

  it('goes along a chain of subgraphs that need each other', async () => {
    expect((await federation.ask('{ boxes { id rebate } }')).data).toEqual({
      boxes: [
        { id: 'b1', rebate: 6 },
        { id: 'b2', rebate: null },
      ],
    });
    expect(federation.representations('post')[0]).toEqual({
      __typename: 'Box',
      id: 'b1',
      volume: 6,
      weight: 10,
    });
  });

  it('sends of abstract types what each of them has', async () => {
    expect((await federation.ask('{ boxes { length } }')).data).toEqual({
      boxes: [{ length: [170, 153] }, { length: [] }],
    });
    expect(federation.representations('measure')[0]).toMatchObject({
      content: [
        { __typename: 'Book', title: 'Emil', pages: 170 },
        { __typename: 'Film', title: 'Metropolis', minutes: 153 },
      ],
    });
  });

  it('shows nothing of what was needed and not asked for, and lets aliases of its names alone', async () => {
    const { data, errors } = await federation.ask('{ boxes { size: id weight: volume price } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      boxes: [
        { size: 'b1', weight: 6, price: 60 },
        { size: 'b2', weight: null, price: null },
      ],
    });
  });

  it('works below entities of other subgraphs', async () => {
    const { data } = await federation.ask('{ offers { parcel { discount box { price } } } }');
    expect(data).toEqual({ offers: [{ parcel: { discount: 1, box: { price: 60 } } }] });
  });
});

describe('@provides', () => {
  it('takes a field from the subgraph that has it at this place, without another call', async () => {
    expect((await federation.ask('{ boxOffer { weight } }')).data).toEqual({ boxOffer: { weight: 99 } });
    expect(federation.asked('store')).toEqual([]);
  });

  it('and from its owner everywhere else', async () => {
    expect((await federation.ask('{ otherOffer { weight } }')).data).toEqual({ otherOffer: { weight: 10 } });
    expect(federation.asked('store')).toHaveLength(1);
  });
});
