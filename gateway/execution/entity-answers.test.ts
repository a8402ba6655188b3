import { codes, expectNoInternals, paths, startShop, type Shop } from '../../tests/support/shop';

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
afterEach(() => shop.reset());

const reviews = [{ id: 'r', body: 'fine' }];

describe('a subgraph that answers for two entities', () => {
  it.each<[string, unknown, string]>([
    ['with one too few', { _entities: [{ reviews }] }, 'SUBGRAPH_INVALID_RESPONSE'],
    [
      'with one too many',
      { _entities: [{ reviews }, { reviews }, { reviews }] },
      'SUBGRAPH_INVALID_RESPONSE',
    ],
    ['with something that is no list', { _entities: { reviews } }, 'SUBGRAPH_INVALID_RESPONSE'],
    ['with text', { _entities: ['one', 'two'] }, 'SUBGRAPH_INVALID_RESPONSE'],
    ['with lists', { _entities: [[{ reviews }], [{ reviews }]] }, 'SUBGRAPH_INVALID_RESPONSE'],
    ['with nothing at all', {}, 'SUBGRAPH_INVALID_RESPONSE'],
    [
      'with a field that is no list',
      { _entities: [{ reviews: 'r' }, { reviews: 7 }] },
      'SUBGRAPH_INVALID_RESPONSE',
    ],
  ])('%s gives no entity to the wrong one', async (_what, data, code) => {
    shop.reviews.answerWith((_request, response) => response.end(JSON.stringify({ data })));
    const reply = await shop.ask('{ topProducts { upc reviews { id } } }');
    expect(reply.data).toEqual({
      topProducts: [
        { upc: 'p1', reviews: null },
        { upc: 'p2', reviews: null },
      ],
    });
    expect(new Set(codes(reply))).toEqual(new Set([code]));
    expect(paths(reply)).toEqual([
      ['topProducts', 0, 'reviews'],
      ['topProducts', 1, 'reviews'],
    ]);
    expectNoInternals(reply);
  });

  it.each([
    ['beyond the entities', ['_entities', 7, 'reviews']],
    ['through a text', ['_entities', 0, 'reviews', 0, 'id', 'x', 'y']],
    ['of another shape', ['__proto__', 'polluted']],
    ['that is empty', []],
  ])('and an error whose path is %s keeps the data and tells the error', async (_what, path) => {
    const errors = [{ message: 'Slow today.', path, extensions: { code: 'CONFLICT' } }];
    const data = { _entities: [{ reviews }, { reviews }] };
    shop.reviews.answerWith((_request, response) => response.end(JSON.stringify({ data, errors })));
    const reply = await shop.ask('{ topProducts { reviews { id } } }');
    expect(reply.data).toEqual({ topProducts: [{ reviews: [{ id: 'r' }] }, { reviews: [{ id: 'r' }] }] });
    expect(codes(reply)).toEqual(['CONFLICT']);
    expectNoInternals(reply);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
