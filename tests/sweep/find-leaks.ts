import { idPrefix } from '../../kernel/ids';

/** What must not be in an answer. */
export interface Secret {
  /** Texts that are in nothing but the victim's rows. */
  marks: readonly string[];
  /** Numbers that are in nothing but the victim's rows, as digits, with the column each is in. */
  numbers: ReadonlyMap<string, string>;
  /** Ids of the victim's rows. */
  ids: ReadonlySet<string>;
}

const ID = /\b[a-z]{2,5}_[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g;

/**
 * Everything in an answer that gives the victim away: planted texts and numbers, and ids that the asker did not bring
 * along. Looks into cursors, too.
 */
export function findLeaks(
  answer: unknown,
  { marks, numbers, ids }: Secret,
  sent: ReadonlySet<string>,
): string[] {
  const leaks = new Set<string>();
  for (const leaf of leavesOf(answer)) {
    const digits = typeof leaf === 'boolean' ? '' : String(leaf).replace(/^-|\./g, '');
    const column = numbers.get(digits);
    if (column) leaks.add(`${leaf} of ${column}`);
    if (typeof leaf !== 'string') continue;
    for (const text of [leaf, decoded(leaf)]) {
      if (marks.some((mark) => text.includes(mark))) leaks.add(text);
      for (const id of text.match(ID) ?? []) if (idPrefix(id) && ids.has(id) && !sent.has(id)) leaks.add(id);
    }
  }
  return [...leaks];
}

const decoded = (text: string): string =>
  /^[\w-]{12,}$/.test(text) && !idPrefix(text) ? Buffer.from(text, 'base64url').toString() : '';

type Leaf = string | number | boolean;

function* leavesOf(value: unknown): Generator<Leaf> {
  if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* leavesOf(part);
  else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') yield value;
}
