import { AUTHENTICATED, isImplied, isSatisfied, namesRule } from './access-rule';

const scopes = (...anyOf: string[][]) => namesRule('scopes', anyOf);
const having = (...names: string[]) => ({
  isAuthenticated: true,
  scopes: new Set(names),
  policies: new Set<string>(),
});

describe('a rule', () => {
  it('is satisfied by all the names of one of its sets', () => {
    const rule = scopes(['a', 'b'], ['c']);
    expect(isSatisfied(rule, having('a', 'b'))).toBe(true);
    expect(isSatisfied(rule, having('c', 'x'))).toBe(true);
    expect(isSatisfied(rule, having('a', 'x'))).toBe(false);
  });

  it('without sets is satisfied by nobody, with an empty one by everybody', () => {
    expect(isSatisfied(scopes(), having('a'))).toBe(false);
    expect(isSatisfied(scopes([]), { ...having(), isAuthenticated: false })).toBe(true);
  });

  it('is the same whatever the order of names', () => {
    expect(scopes(['b', 'a', 'b']).text).toBe(scopes(['a', 'b']).text);
    expect(namesRule('policies', [['a']]).text).not.toBe(scopes(['a']).text);
  });
});

describe('a rule that follows from others', () => {
  it.each([
    ['each of them', scopes(['a']), [scopes(['a'], ['b']), scopes(['a'])], true],
    [
      'what composition makes of them',
      scopes(['a', 'b'], ['a', 'c']),
      [scopes(['a']), scopes(['b'], ['c'])],
      true,
    ],
    ['one of two ways', scopes(['a']), [scopes(['a'], ['b'])], false],
    ['another kind', AUTHENTICATED, [scopes(['a'])], false],
    ['none', scopes(['a']), [], false],
    ['that nobody is let in', scopes(['z']), [scopes()], true],
  ])('is told from %s', (_what, rule, others, expected) => {
    expect(isImplied(rule, others)).toBe(expected);
  });

  it('is not looked for among endless combinations', () => {
    const many = Array.from({ length: 40 }, (_, index) => scopes([`a${index}`], [`b${index}`]));
    expect(isImplied(scopes(['a0'], ['b0']), many)).toBe(false);
  });
});
