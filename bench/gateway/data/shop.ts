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
  'Ordered on a Monday and delivered on the Thursday after, in one box, with every screw. I would buy it again.';

/** One review of each product, and a second one of the last two; all by the first user. */
export const REVIEWS: readonly ReviewRow[] = [
  ['1', 'We eat, work and play cards at it every day.'],
  ['2', 'Soft, wide, and far too easy to sleep on.'],
  ['3', 'Could be better for people with long legs.'],
  ['4', 'Holds every book I own, with room for more.'],
  ['5', 'Bright enough to read by, never too bright.'],
  ['6', 'Goes up and down without a sound. Lovely.'],
  ['7', 'Warm under the feet, and it hides the crumbs.'],
  ['8', 'Stands firm with every coat of the family on it.'],
  ['8', 'The low hooks were the idea of somebody who has children.'],
  ['9', 'Three years on it has not lost a minute.'],
  ['9', 'Larger than it looks in the picture.'],
].map(([upc, body], index) => ({
  id: `${index + 1}`,
  body: `${body} ${REMARK}`,
  authorId: '1',
  upc: upc!,
}));
