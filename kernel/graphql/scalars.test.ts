import { parse } from 'graphql';
import { scalarsOf } from './scalars';

const { TimeZone } = scalarsOf(parse('scalar TimeZone'));
const isZone = (name: string) => {
  try {
    return TimeZone!.parseValue(name) === name;
  } catch {
    return false;
  }
};

describe('a time zone', () => {
  it.each([
    'Africa/Nairobi',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT+3',
    'UTC',
  ])('may be %s', (name) => expect(isZone(name)).toBe(true));

  it.each(['Mars/Base', 'africa/nairobi', '+03:00', 'EST', '', 'Africa/Nairobi ', "Africa/Nairobi'; --"])(
    'is never "%s"',
    (name) => expect(isZone(name)).toBe(false),
  );
});
