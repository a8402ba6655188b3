import { Failure, failureOf, placeCause } from './failure';
import { mergeInto } from './merge';

describe('merging what fetches bring', () => {
  it('joins objects and the elements of lists', () => {
    const target = { a: { x: 1 }, list: [{ id: 1 }, { id: 2 }] };
    mergeInto(target, { a: { y: 2 }, list: [{ n: 'one' }, { n: 'two' }] });
    expect(target).toEqual({
      a: { x: 1, y: 2 },
      list: [
        { id: 1, n: 'one' },
        { id: 2, n: 'two' },
      ],
    });
  });

  it('prefers a value to a failure, whichever comes first', () => {
    const failure = failureOf({ message: 'down' });
    const target: Record<string, unknown> = { a: failure, b: 1, c: null };
    mergeInto(target, { a: 2, b: failure, c: failure });
    expect(target).toEqual({ a: 2, b: 1, c: failure });
  });

  it('does not reach prototypes', () => {
    const target: Record<string, unknown> = {};
    mergeInto(
      target,
      JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
    expect(Object.keys(target)).toEqual(['__proto__', 'constructor']);
  });
});

describe('placing an error in data', () => {
  it('stands where the data ends, and knows the rest of its path', () => {
    const friends: unknown[] = [null];
    const data = { me: { friends } };
    expect(placeCause(data, ['me', 'friends', 0, 'name'], { message: 'No.' })).toBe(true);
    expect(friends[0]).toEqual(new Failure([{ message: 'No.', below: ['name'] }]));
  });

  it('does not replace a value', () => {
    const data = { me: { name: 'Ada' } };
    expect(placeCause(data, ['me', 'name'], { message: 'Odd.' })).toBe(false);
    expect(data).toEqual({ me: { name: 'Ada' } });
  });
});
