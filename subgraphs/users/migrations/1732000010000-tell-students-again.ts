import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells of every stay at a school, of those once more that were told before: courses and resources keep a copy of who
 * the students are from now on. Consumers that know already skip what they have applied.
 */
export class TellStudentsAgain1732000010000 implements MigrationInterface {
  name = 'TellStudentsAgain1732000010000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      UPDATE outbox_events SET published_at = NULL WHERE name = 'student.enrolled'`);
    // Rows that came by other ways than the API were never told. Whoever tells them has no other id for the event than
    // the stay's own.
    await queryRunner.query(`
      INSERT INTO outbox_events (id, tenant_id, aggregate_id, name, payload, occurred_at)
      SELECT 'evt' || substr(stay.id, 4), stay.tenant_id, stay.student_id, 'student.enrolled',
        jsonb_build_object(
          'studentId', stay.student_id, 'userId', student.user_id, 'schoolId', stay.school_id,
          'enrollmentId', stay.id, 'gradeLevel', stay.grade_level, 'homeroom', stay.homeroom,
          'entryDate', stay.entry_date, 'entryType', stay.entry_type),
        now()
      FROM school_enrollments stay JOIN students student ON student.id = stay.student_id
      WHERE NOT EXISTS (
        SELECT FROM outbox_events told
        WHERE told.name = 'student.enrolled' AND told.payload ->> 'enrollmentId' = stay.id)
      ORDER BY stay.entry_date, stay.id`);
  }

  /** What was told cannot be taken back. */
  async down(): Promise<void> {}
}
