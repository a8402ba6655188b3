import type { EntityManager } from 'typeorm';

/**
 * SQL: whether a roster entry makes its student expected on a day. Membership alone decides: who enrols later is not
 * absent before.
 * @param entry alias of `roster_entries`
 * @param date SQL expression of the school's civil date
 */
export function isExpectedOn(entry: string, date: string): string {
  return `(${entry}.begin_date <= ${date} AND (${entry}.end_date IS NULL OR ${entry}.end_date > ${date}))`;
}

/**
 * Brings `expected_count` of a section's registers up to its roster. The roster must be written before, in the same
 * transaction: a register locked by a submission is then counted when that submission has ended.
 */
export async function countExpected(tx: EntityManager, sectionId: string): Promise<void> {
  await tx.query(
    `UPDATE attendance_sessions session SET expected_count = roster.expected
     FROM (
       SELECT day.school_date, count(DISTINCT entry.student_id) AS expected
       FROM (SELECT DISTINCT school_date FROM attendance_sessions WHERE section_id = $1) day
       LEFT JOIN roster_entries entry ON entry.section_id = $1 AND ${isExpectedOn('entry', 'day.school_date')}
       GROUP BY day.school_date
     ) roster
     WHERE session.section_id = $1 AND session.school_date = roster.school_date
       AND session.expected_count <> roster.expected`,
    [sectionId],
  );
}
