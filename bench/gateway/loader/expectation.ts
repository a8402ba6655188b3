import { CATALOGUE_REVIEWS, CATALOGUE_ROWS, CUSTOMER_ROWS, PAGE_SIZE } from '../data/catalogue';
import type { ReviewRow } from '../data/shop';
import type { Workload } from '../workloads';

/** Whether the bytes of an answer are the right ones. */
export type Check = (body: Buffer, skip: number) => boolean;

/**
 * The check of a workload. Every answer is compared byte by byte: with the probe, which was verified, or, where each
 * request asks for another page, with that page put together from the data.
 */
export function checkOf({ isVaried }: Workload, probe: Buffer): Check {
  return isVaried ? isPage : (body) => body.equals(probe);
}

const HEAD = Buffer.from('{"data":{"catalogue":[');
const TAIL = Buffer.from(']}}');

let texts: Buffer[] | null = null;

/** Every product as W4 selects it. */
function productTexts(): Buffer[] {
  const names = new Map(CUSTOMER_ROWS.map(({ id, name }) => [id, name]));
  const reviews = new Map<string, ReviewRow[]>(CATALOGUE_ROWS.map(({ upc }) => [upc, []]));
  for (const review of CATALOGUE_REVIEWS) reviews.get(review.upc)?.push(review);
  return CATALOGUE_ROWS.map(({ upc, name }) => {
    const written = (reviews.get(upc) ?? []).map(({ id, body, authorId }) => ({
      id,
      body,
      author: { name: names.get(authorId) },
    }));
    return Buffer.from(JSON.stringify({ upc, name, reviews: written }));
  });
}

function isPage(body: Buffer, skip: number): boolean {
  texts ??= productTexts();
  if (!startsAt(body, HEAD, 0)) return false;
  let at = HEAD.length;
  for (let index = 0; index < PAGE_SIZE; index += 1) {
    const text = texts[skip + index]!;
    if (!startsAt(body, text, at)) return false;
    // The comma after each product but the last.
    at += text.length + (index < PAGE_SIZE - 1 ? 1 : 0);
  }
  // Some servers end with a line feed.
  return startsAt(body, TAIL, at) && body.length <= at + TAIL.length + 1;
}

const startsAt = (body: Buffer, part: Buffer, at: number) =>
  body.length >= at + part.length && body.compare(part, 0, part.length, at, at + part.length) === 0;
