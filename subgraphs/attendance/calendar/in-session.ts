/**
 * SQL: whether a register's school is known to be closed on its day.
 * @param session alias of `attendance_sessions`
 */
export function isOnClosedDay(session: string): string {
  return `EXISTS (SELECT FROM school_days day
    WHERE day.school_id = ${session}.school_id AND day.date = ${session}.school_date AND NOT day.is_in_session)`;
}
