/** A user of the shop, or a customer of the catalogue. */
export interface UserRow {
  id: string;
  username: string;
  name: string;
}

/** A product of either. */
export interface ProductRow {
  upc: string;
  name: string;
  price: number;
  weight: number;
}

/** What one user says about one product. */
export interface ReviewRow {
  id: string;
  body: string;
  authorId: string;
  upc: string;
}

/** Six users, of whom only the first writes reviews. */
export const USERS: readonly UserRow[] = [
  ['ada', 'Ada Lindqvist'],
  ['bruno', 'Bruno Castellani'],
  ['chidi', 'Chidi Okonkwo'],
  ['daria', 'Daria Petrenko'],
  ['emre', 'Emre Yildirim'],
  ['fatou', 'Fatou Diallo'],
].map(([username, name], index) => ({ id: `${index + 1}`, username: username!, name: name! }));

/** Nine products, with names as long as sellers like them. */
export const PRODUCTS: readonly ProductRow[] = [
  ['Oak table, seats eight, oiled by hand, from wood that grew less than a day away', 899, 100],
  ['Velvet couch, three seats, removable covers, in the colour of a forest at night', 1299, 1000],
  ['Reading chair, high back, with a foot rest and a pocket for the book of the day', 54, 50],
  ['Bookshelf, five boards that carry forty kilograms each, to be fixed to the wall', 219, 300],
  ['Desk lamp, brass, with a dimmer that remembers how bright it was the last time', 39, 2],
  ['Standing desk, electric, three heights to be stored, silent enough for the night', 640, 80],
  ['Wool carpet, two by three metres, woven in a village where everybody else weaves', 310, 25],
  ['Coat rack, ash, eight hooks, of which two are low enough for the smallest of all', 75, 12],
  ['Wall clock, without a tick, with numbers that can be read from across the street', 28, 1],
].map(([name, price, weight], index) => ({
  upc: `${index + 1}`,
  name: name as string,
  price: price as number,
  weight: weight as number,
}));

/** What every reviewer of the shop is made to add. */
const REMARK =
  'Ordered on a Monday and delivered on the Thursday after, in one box, with every screw, a key for the screws, a cloth ' +
  'for the oil and a letter by hand, in which the maker says which tree it was. I would buy it again, and have told so ' +
  'to everybody who asked.';

/** How many of a user's reviews are shown with the user. */
export const SHOWN_REVIEWS = 3;

/** Eleven reviews of the first product, all by the first user: much repetition, and little that differs. */
export const REVIEWS: readonly ReviewRow[] = [
  'We eat, work and play cards at it every day.',
  'Wide, solid, and far too easy to fall asleep at.',
  'Could be better for people with long legs.',
  'Carries every book I own, with room for more.',
  'Light enough for two to carry, never too light.',
  'Came up the stairs without a sound. Lovely.',
  'Warm under the hands, and it hides the crumbs.',
  'Stands firm with the whole of the family at it.',
  'The low end was the idea of somebody who has children.',
  'Three years on it has not lost a splinter.',
  'Larger than it looks in the picture.',
].map((body, index) => ({ id: `${index + 1}`, body: `${body} ${REMARK}`, authorId: '1', upc: '1' }));
