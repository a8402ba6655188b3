/** `HH:MM` of a time as PostgreSQL writes it, which has seconds. */
export function wallTime(stored: string): string {
  return stored.slice(0, 'HH:MM'.length);
}
