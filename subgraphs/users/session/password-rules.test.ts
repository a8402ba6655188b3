import { isOversize, weaknessOf } from './password-rules';

const EMAIL = 'amina.otieno@example.org';

describe('a new password', () => {
  it.each([
    ['seven characters', 'x1!aQ-9'],
    ['129 characters', 'ab'.repeat(64) + 'c'],
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['one that everybody has', 'password'],
    ['one that everybody has, with a capital and a digit', 'Password1'],
    ['one that everybody has, in a wrapping', '!!Liverpool2026!!'],
    ['one that everybody has, with a sign', '123456789!'],
    ['the product’s name', 'schoolgraph'],
    ['one character again and again', 'aaaaaaaaaaaa'],
    ['two characters again and again', 'ababababab'],
    ['a row of the alphabet', 'cdefghijk'],
    ['a row of digits backwards', '98765432'],
    ['the own address', 'Amina.Otieno@Example.org'],
    ['the own name in the address, with a year', 'amina.otieno2026'],
  ])('is refused where it is %s', (_what, password) => {
    expect(weaknessOf(password, EMAIL)).toEqual(expect.any(String));
  });

  it.each([
    ['eight characters', 'x1!aQ-9z'],
    ['128 characters', 'correct horse '.repeat(10).slice(0, 128)],
    ['128 characters that take more room', '🐴🔋📎🦉'.repeat(32)],
    ['words', 'four quiet green boats'],
    ['another writing', 'δεκατρείς πάπιες'],
    ['spaces at its ends', '  quiet boats '],
  ])('is taken where it has %s', (_what, password) => {
    expect(weaknessOf(password, EMAIL)).toBeNull();
    expect(isOversize(password)).toBe(false);
  });

  it('has as many characters as people count, however they are put together', () => {
    expect(isOversize('e\u0301'.repeat(128))).toBe(false);
    expect(isOversize('e\u0301'.repeat(129))).toBe(true);
    expect(weaknessOf('e\u0301a\u0301o\u0301u\u0301', EMAIL)).toContain('at least 8');
  });
});
