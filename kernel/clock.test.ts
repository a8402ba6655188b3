import { addDays, civilDate, instantOf } from './clock';

describe('dates of a school', () => {
  it('are those of its own wall calendar', () => {
    const instant = new Date('2026-11-20T22:30:00Z');
    expect(civilDate(instant, 'Europe/London')).toBe('2026-11-20');
    expect(civilDate(instant, 'Africa/Nairobi')).toBe('2026-11-21');
  });

  it('move by whole days over months and leap years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it.each([
    ['2026-11-20', '08:00', 'Africa/Nairobi', '2026-11-20T05:00:00.000Z'],
    ['2026-07-01', '08:00', 'Europe/London', '2026-07-01T07:00:00.000Z'],
    ['2026-12-01', '08:00', 'Europe/London', '2026-12-01T08:00:00.000Z'],
    ['2026-03-29', '08:00', 'Europe/London', '2026-03-29T07:00:00.000Z'],
    ['2026-10-25', '08:00', 'Europe/London', '2026-10-25T08:00:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, instant) => {
    expect(instantOf(date, time, zone).toISOString()).toBe(instant);
  });
});
