import { isOnClosedDay } from '../calendar/in-session';

/**
 * SQL: whether marks of a register can be asked for: it is not cancelled, and its meeting has begun on a day with
 * school, or somebody has submitted it before.
 * @param session alias of `attendance_sessions`
 * @param now SQL expression of the present instant
 */
export function isHeld(session: string, now: string): string {
  return `(${session}.state <> 'CANCELLED' AND (${session}.submitted_at IS NOT NULL
    OR ${session}.starts_at <= ${now} AND NOT ${isOnClosedDay(session)}))`;
}
