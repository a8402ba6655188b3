import { CATALOGUE_REVIEWS, CATALOGUE_ROWS, CUSTOMER_ROWS } from '../data/catalogue';
import type { SubgraphName } from '../data/sdl';
import { PRODUCTS, REVIEWS, SHOWN_REVIEWS, USERS } from '../data/shop';

/** An object of a subgraph: its fields by name; a function is a field with arguments. */
export interface Entity {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/** What a key and, by `@requires`, more fields say of an entity of another subgraph. */
export type Representation = Readonly<Record<string, unknown>>;

/** The data of one subgraph, as its schema shows it. */
export interface SubgraphData {
  query: Entity;
  resolve(representation: Representation): Entity | null;
}

const byKey = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T> =>
  new Map(rows.map((row) => [key(row), row]));

function accounts(): SubgraphData {
  const users = USERS.map((row) => ({ __typename: 'User', ...row }));
  const customers = CUSTOMER_ROWS.map((row) => ({ __typename: 'User', ...row }));
  const byId = byKey([...users, ...customers], ({ id }) => id);
  return {
    query: { __typename: 'Query', me: users[0], users },
    resolve: ({ id }) => byId.get(id as string) ?? null,
  };
}

function products(): SubgraphData {
  const shop = PRODUCTS.map((row) => ({ __typename: 'Product', ...row }));
  const catalogue = CATALOGUE_ROWS.map((row) => ({ __typename: 'Product', ...row }));
  const byUpc = byKey([...shop, ...catalogue], ({ upc }) => upc);
  return {
    query: {
      __typename: 'Query',
      topProducts: ({ first }: { first: number }) => shop.slice(0, first),
      catalogue: ({ skip, first }: { skip: number; first: number }) => catalogue.slice(skip, skip + first),
    },
    resolve: ({ upc }) => byUpc.get(upc as string) ?? null,
  };
}

/** Nothing that is dear or light costs anything to send; that needs what `@requires` brings. */
const shippingOf = (price: number, weight: number) => (price > 1_000 ? 0 : Math.floor(weight / 2));

function inventory(): SubgraphData {
  // Equal representations are the same object, so that what was written of it once is found again.
  const known = new Map<string, Entity>();
  return {
    query: { __typename: 'Query' },
    resolve: ({ upc, price, weight }) => {
      const key = `${String(upc)} ${String(price)} ${String(weight)}`;
      const shippingEstimate =
        typeof price === 'number' && typeof weight === 'number' ? shippingOf(price, weight) : null;
      const entity = known.get(key) ?? {
        __typename: 'Product',
        upc,
        inStock: Number(upc) % 2 === 1,
        shippingEstimate,
      };
      known.set(key, entity);
      return entity;
    },
  };
}

interface Reviewed extends Entity {
  reviews: Entity[];
}

function reviews(): SubgraphData {
  const reviewed = new Map<string, Reviewed>();
  const reach = (__typename: string, key: string, value: string) => {
    const found = reviewed.get(`${__typename} ${value}`) ?? { __typename, [key]: value, reviews: [] };
    reviewed.set(`${__typename} ${value}`, found);
    return found;
  };
  for (const { id, body, authorId, upc } of [...REVIEWS, ...CATALOGUE_REVIEWS]) {
    const [author, product] = [reach('User', 'id', authorId), reach('Product', 'upc', upc)];
    const review = { __typename: 'Review', id, body, author, product };
    if (author.reviews.length < SHOWN_REVIEWS) author.reviews.push(review);
    product.reviews.push(review);
  }
  return {
    query: { __typename: 'Query' },
    resolve: ({ __typename, id, upc }) =>
      __typename === 'User' ? reach('User', 'id', id as string) : reach('Product', 'upc', upc as string),
  };
}

/** Makes the data of every subgraph. */
export const SUBGRAPH_DATA: Record<SubgraphName, () => SubgraphData> = {
  accounts,
  inventory,
  products,
  reviews,
};
