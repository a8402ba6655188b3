import { Refusal } from '../../../kernel/errors';
import { readOptionalText, readText } from './read-text';

const field = ['input', 'name'];

describe('a name', () => {
  it('is kept as it is written, without blanks around it, in one normal form', () => {
    expect(readText('  Ng\u0169g\u0129 wa Thiong\u2019o ', field)).toBe('Ng\u0169g\u0129 wa Thiong\u2019o');
    expect(readText('Jose\u0301', field)).toBe('Jos\u00e9');
  });

  it.each([
    ['nothing', ' '],
    ['a line break', 'Amina\nOtieno'],
    ['U+0000', 'Amina\0'],
    ['an override of the direction', '\u202Eanima'],
    ['a space that takes no room', 'Ami\u200Bna'],
    ['half a character', 'Amina\uD800'],
    ['ten thousand characters', 'x'.repeat(10_000)],
  ])('is refused with %s', (_what, text) => {
    const refusal = (() => {
      try {
        return readText(text, field);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).userErrors).toMatchObject([{ code: 'INVALID_TEXT', field }]);
  });

  it('may be absent where it is optional', () => {
    expect([null, undefined, '', '  '].map((text) => readOptionalText(text, field))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
