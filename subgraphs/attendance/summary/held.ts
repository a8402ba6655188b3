/**
 * SQL: whether marks of a register can be asked for: it is not cancelled, and its meeting has begun or somebody has
 * submitted it before.
 * @param session alias of `attendance_sessions`
 * @param now SQL expression of the present instant
 */
export function isHeld(session: string, now: string): string {
  return `(${session}.state <> 'CANCELLED' AND (${session}.starts_at <= ${now} OR ${session}.submitted_at IS NOT NULL))`;
}
