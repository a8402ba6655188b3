import { idPrefix, isId, newId } from './ids';

describe('an id', () => {
  it('tells its type and is never the same twice', () => {
    const ids = Array.from({ length: 1000 }, () => newId('stu'));
    expect(new Set(ids).size).toBe(1000);
    expect(ids.every((id) => isId('stu', id))).toBe(true);
  });

  it('sorts by the time it was made', () => {
    const ids = [newId('stu', 1_000), newId('stu', 2_000), newId('stu', 1_700_000_000_000)];
    expect(ids.toSorted()).toEqual(ids);
  });

  it.each([
    '',
    'stu',
    'stu_',
    'stu_01JD',
    'STU_00000000000000000000000000',
    `stu_${'U'.repeat(26)}`,
    `stu_${'8'.repeat(26)}`,
  ])('is not %p', (text) => expect(idPrefix(text)).toBeNull());
});
