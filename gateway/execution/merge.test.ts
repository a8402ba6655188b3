import { Failure, failureOf, placeCause } from './failure';
import { cloneData, mergeInto } from './merge';
import { SharedValues } from './shared-values';

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

function sharing(value: object): SharedValues {
  return new SharedValues([[value, new Map()]]);
}

describe('values that stand at several places', () => {
  it('are not added to where only one of the places is meant', () => {
    const x = { a: 1, list: [{ b: 1 }] };
    const [one, two] = [{ x }, { x }];
    mergeInto(one, { x: { c: 2, list: [{ d: 2 }] } }, sharing(x));
    expect(one).toEqual({ x: { a: 1, c: 2, list: [{ b: 1, d: 2 }] } });
    expect(two).toEqual({ x: { a: 1, list: [{ b: 1 }] } });
  });

  it('are found where they are by then by whoever was to add to them', () => {
    const x = { a: 1, y: { b: 1 } };
    const [one, two] = [{ x }, { x }];
    const shared = sharing(x);
    mergeInto(one, { x: { c: 2 } }, shared);
    for (const y of shared.withCopies([x.y])) mergeInto(y, { d: 3 });
    expect(one).toEqual({ x: { a: 1, c: 2, y: { b: 1, d: 3 } } });
    expect(two).toEqual({ x: { a: 1, y: { b: 1, d: 3 } } });
  });

  it('are copied whole, with failures as they are and dangerous names as names', () => {
    const failure = failureOf({ message: 'No.' });
    const data = JSON.parse('{"__proto__":{"list":[{"x":1}]}}') as Record<string, unknown>;
    const copy = cloneData({ ...data, failure, data });
    expect(copy).toEqual({ ...data, failure, data });
    expect(copy.failure).toBe(failure);
    expect(copy.data).not.toBe(data);
    expect(Object.keys(copy.data)).toEqual(['__proto__']);
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
