import type { ProductRow, ReviewRow, UserRow } from './shop';

export const CATALOGUE_SIZE = 3_020;
export const PAGE_SIZE = 20;
const REVIEWS_EACH = 5;
const CUSTOMERS = 400;

/** A generator of numbers that are the same in every process (an LCG with the constants of Numerical Recipes). */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const range = <T>(length: number, of: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => of(index));

const WORDS =
  'solid light quiet bright handy honest plain warm sturdy neat slow loud cheap fair odd soft kind'.split(
    ' ',
  );

function sentence(next: (below: number) => number): string {
  const words = range(33, () => WORDS[next(WORDS.length)]!).join(' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Customers, beside the users of the shop. */
export const CUSTOMER_ROWS: readonly UserRow[] = range(CUSTOMERS, (index) => ({
  id: `c${index}`,
  username: `customer-${index}`,
  name: `Customer Number ${index}`,
}));

/** Products, beside those of the shop, in the order pages are cut from. */
export const CATALOGUE_ROWS: readonly ProductRow[] = range(CATALOGUE_SIZE, (index) => ({
  upc: `p${index}`,
  name: `Catalogue product ${index}`,
  price: 5 + (index % 900),
  weight: 1 + (index % 70),
}));

/** A seed with which the first page, five reviews of each of 20 products, is by 82 different customers. */
const next = sequence(22);

/** Five reviews of every product of the catalogue, by customers drawn at random. */
export const CATALOGUE_REVIEWS: readonly ReviewRow[] = CATALOGUE_ROWS.flatMap(({ upc }) =>
  range(REVIEWS_EACH, (index) => ({
    id: `${upc}-${index}`,
    body: sentence(next),
    authorId: `c${next(CUSTOMERS)}`,
    upc,
  })),
);
