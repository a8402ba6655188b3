import { buildSchema } from 'graphql';
import { compilePath, shownPath } from './flatten-path';

const schema = buildSchema(`
  type Query { all: [Item] }
  interface Item { id: ID }
  type Book implements Item { id: ID }
  type Film implements Item { id: ID }
`);
const book = { __typename: 'Book', id: '1' };
const film = { __typename: 'Film', id: '2' };

describe('the objects at a path', () => {
  it('are those of all elements, also of lists in lists', () => {
    const find = compilePath(schema, ['all', '@', '@']);
    expect(find([{ all: [[book], null, [film, null]] }, { all: null }, {}], false)).toEqual([book, film]);
  });

  it('are only those of the types that the path names', () => {
    expect(compilePath(schema, ['all', '@|[Film]'])([{ all: [book, film] }], false)).toEqual([film]);
    expect(compilePath(schema, ['all|[Book]', '@'])([{ all: [book, film] }], false)).toEqual([book]);
    expect(compilePath(schema, ['', 'one|[Item]'])([{ one: film }, { one: { id: '3' } }], false)).toEqual([
      film,
    ]);
  });

  it('are found once where they stand at several places', () => {
    const all = [book, film];
    const find = compilePath(schema, ['all', '@']);
    expect(find([{ all }, { all }], true)).toEqual([book, film]);
    expect(find([{ all }, { all }], false)).toHaveLength(4);
  });

  it('do not come from prototypes', () => {
    expect(compilePath(schema, ['constructor'])([{}], false)).toEqual([]);
    expect(compilePath(schema, ['__proto__'])([{}], false)).toEqual([]);
  });
});

it('shows of a path what a client can know of it', () => {
  expect(shownPath(['', 'shop', 'items|[Book]', '@', 'id'])).toEqual(['shop', 'items']);
  expect(shownPath([])).toEqual([]);
});
