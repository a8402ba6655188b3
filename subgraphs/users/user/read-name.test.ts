import { Refusal } from '../../../kernel/errors';
import { readEmail, readPhone } from './read-contact';
import { readName } from './read-name';

/** The code a reader refuses a text with; null where it takes it. */
function refusalOf(read: (text: string, field: string[]) => string, text: string): string | null {
  try {
    read(text, ['input', 'text']);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.userErrors[0]!.code;
  }
}

describe('a name', () => {
  it.each([
    'Amina',
    'O’Brien-Smith Jr.',
    "D'Arcy",
    'Ngũgĩ wa Thiong’o',
    'Nguyễn Thị Minh Khai',
    'Αλέξανδρος',
    'Наталія',
    'محمد',
    'می\u200Cخواهم',
    '李小龍',
    'Σωκράτης Smith',
    '3rd Baron',
  ])('is taken as %s', (name) => {
    expect(refusalOf(readName, name)).toBeNull();
  });

  it.each([
    ['letters of two scripts in a word', 'Аmina'],
    ['a Greek letter in a Latin word', 'Οtieno'],
    ['ten thousand characters', 'x'.repeat(10_000)],
    ['a control character', 'Ami\u0007na'],
    ['a line break', 'Amina\nOtieno'],
    ['a mark-up', '<b>Amina</b>'],
    ['an emoji', 'Amina 🙂'],
    ['a turn of direction', '\u202Eanima'],
    ['a soft hyphen', 'Ami\u00ADna'],
    ['a tower of marks', `A${'\u0301'.repeat(20)}mina`],
    ['nothing', '   '],
  ])('is refused with %s', (_what, name) => {
    expect(refusalOf(readName, name)).toBe('INVALID_TEXT');
  });
});

describe('an e-mail address', () => {
  it.each(['grace@example.org', 'Grace.O+school@mail.example.co.ke', 'josé@exämple.org', 'x@a.bc'])(
    'is taken as %s',
    (email) => {
      expect(refusalOf(readEmail, email)).toBeNull();
    },
  );

  it('is kept in the writing it came in', () => {
    expect(readEmail(' Grace@Example.org ', [])).toBe('Grace@Example.org');
  });

  it.each([
    'grace',
    'grace@',
    '@example.org',
    'grace@localhost',
    'grace @example.org',
    'grace@example..org',
    '.grace@example.org',
    'grace@example.org\u0000',
    'grаce@example.org',
    `${'x'.repeat(65)}@example.org`,
    `${'x'.repeat(10_000)}@example.org`,
    'grace@-example.org',
    'a@b@example.org',
    '',
  ])('is refused as %j', (email) => {
    expect(refusalOf(readEmail, email)).toBe('INVALID_EMAIL');
  });
});

describe('a telephone number', () => {
  it.each(['+254 700 123456', '020 7946 0000', '(020) 7946-0000'.slice(1)])('is taken as %s', (phone) => {
    expect(refusalOf(readPhone, phone)).toBeNull();
  });

  it.each(['call me', '+', '1'.repeat(50), '07\u0000', ''])('is refused as %j', (phone) => {
    expect(refusalOf(readPhone, phone)).toBe('INVALID_TEXT');
  });
});
