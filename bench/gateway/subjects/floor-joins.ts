/** An object of an answer or a representation. */
export type Json = Record<string, unknown>;

/** Asks a subgraph; resolves to its `data`. */
export type Ask = (
  subgraph: 'accounts' | 'inventory' | 'products' | 'reviews',
  query: string,
  variables?: Json,
) => Promise<Json>;

/** Answers one workload by hand, the way a good plan would. */
export type Join = (ask: Ask, skip: number) => Promise<Json>;

const entities = (type: string, selection: string) =>
  `query($representations:[_Any!]!){_entities(representations:$representations){...on ${type}{${selection}}}}`;

async function fetchEntities(ask: Ask, subgraph: Parameters<Ask>[0], query: string, representations: Json[]) {
  const { _entities } = await ask(subgraph, query, { representations });
  return _entities as Json[];
}

interface Review extends Json {
  author: Json;
  product: Json & { upc: string; reviews?: Review[] };
}

const NAMES = entities('User', 'name');
const REVIEWS = entities('Product', 'reviews{id body author{id}}');

/** W3 and W4: products, then their reviews, then the names of those who wrote them. */
async function page(ask: Ask, skip: number): Promise<Json> {
  const { catalogue } = (await ask('products', 'query($skip:Int){catalogue(skip:$skip,first:20){upc name}}', {
    skip,
  })) as { catalogue: Json[] };
  const keys = catalogue.map(({ upc }) => ({ __typename: 'Product', upc }));
  const reviewed = await fetchEntities(ask, 'reviews', REVIEWS, keys);
  const reviews = reviewed.flatMap((product) => product.reviews as Review[]);
  const ids = [...new Set(reviews.map(({ author }) => author.id as string))];
  const users = ids.map((id) => ({ __typename: 'User', id }));
  const named = await fetchEntities(ask, 'accounts', NAMES, users);
  const authors = new Map(ids.map((id, index) => [id, named[index]!]));
  for (const review of reviews) review.author = authors.get(review.author.id as string)!;
  return {
    catalogue: catalogue.map(({ upc, name }, index) => ({ upc, name, reviews: reviewed[index]!.reviews })),
  };
}

const AUTHOR = 'author{id reviews{id body product{upc}}}';
const USERS_REVIEWS = entities('User', `reviews{id body product{upc reviews{id body ${AUTHOR}}}}`);
const PRODUCTS_REVIEWS = entities('Product', `reviews{id body ${AUTHOR}}`);
const USERS = entities('User', 'username name');
const DETAILS = entities('Product', 'name price weight');
const STOCK = entities('Product', 'inStock shippingEstimate');

/** W1: two roots, the reviews below each, and then every user and product that came up, once. */
async function nested(ask: Ask): Promise<Json> {
  const [{ users }, { topProducts }] = (await Promise.all([
    ask('accounts', '{users{id username name}}'),
    ask('products', '{topProducts(first:5){upc name price weight}}'),
  ])) as [{ users: Json[] }, { topProducts: Json[] }];
  const [ofUsers, ofProducts] = await Promise.all([
    fetchEntities(ask, 'reviews', USERS_REVIEWS, keysOf('User', 'id', users)),
    fetchEntities(ask, 'reviews', PRODUCTS_REVIEWS, keysOf('Product', 'upc', topProducts)),
  ]);
  users.forEach((user, index) => Object.assign(user, ofUsers[index]));
  topProducts.forEach((product, index) => Object.assign(product, ofProducts[index]));
  const seen = collect(users, topProducts);
  await Promise.all([describeAuthors(ask, seen.authors), describeProducts(ask, seen.products)]);
  return { users, topProducts };
}

const keysOf = (__typename: string, key: string, objects: Iterable<Json>): Json[] =>
  [...objects].map((object) => ({ __typename, [key]: object[key] }));

/** Every place in the answer that shows a user or a product, by key. */
function collect(users: Json[], topProducts: Json[]) {
  const authors = new Map<string, Json[]>();
  const products = new Map<string, Json[]>();
  const add = (places: Map<string, Json[]>, key: string, place: Json) => {
    const known = places.get(key);
    if (known) known.push(place);
    else places.set(key, [place]);
  };
  const visit = ({ author, product }: Partial<Review>) => {
    if (author) {
      add(authors, author.id as string, author);
      (author.reviews as Review[]).forEach(visit);
    }
    if (product) {
      add(products, product.upc, product);
      product.reviews?.forEach(visit);
    }
  };
  for (const user of users) (user.reviews as Review[]).forEach(visit);
  for (const product of topProducts) {
    add(products, product.upc as string, product);
    (product.reviews as Review[]).forEach(visit);
  }
  return { authors, products };
}

function spread(places: Map<string, Json[]>, found: Json[]): void {
  [...places.values()].forEach((same, index) => same.forEach((place) => Object.assign(place, found[index])));
}

async function describeAuthors(ask: Ask, authors: Map<string, Json[]>): Promise<void> {
  const keys = [...authors.keys()].map((id) => ({ __typename: 'User', id }));
  spread(authors, await fetchEntities(ask, 'accounts', USERS, keys));
}

async function describeProducts(ask: Ask, products: Map<string, Json[]>): Promise<void> {
  const keys = [...products.keys()].map((upc) => ({ __typename: 'Product', upc }));
  const details = await fetchEntities(ask, 'products', DETAILS, keys);
  spread(products, details);
  const required = keys.map((key, index) => ({ ...key, ...details[index] }));
  spread(products, await fetchEntities(ask, 'inventory', STOCK, required));
}

/** How each workload's answer is put together, by what its query starts with. */
export const JOINS: readonly { isIn: (query: string) => boolean; join: Join }[] = [
  { isIn: (query) => query.includes('catalogue('), join: page },
  { isIn: (query) => query.includes('topProducts('), join: nested },
  { isIn: (query) => query.includes('me {'), join: (ask) => ask('accounts', '{me{id name}}') },
];
