/** Where the time is read from, so that tests own it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The civil date (`YYYY-MM-DD`) that a wall calendar in `timeZone` (IANA name) shows at `instant`. */
export function civilDate(instant: Date, timeZone: string): string {
  // en-CA is the locale whose short date is ISO 8601.
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant);
}

/** `date` (`YYYY-MM-DD`) moved by whole days; plain calendar arithmetic, no time zone involved. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
