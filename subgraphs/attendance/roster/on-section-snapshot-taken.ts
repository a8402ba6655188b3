import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';
import { onEnrollmentsCreated } from './on-enrollments-created';
import { onMeetingsScheduled } from './on-meetings-scheduled';
import { onSectionCreated } from './on-section-created';
import { SectionTeacher } from './section-teacher.entity';
import { Section } from './section.entity';

/**
 * Makes the copy of a section, its teachers, its roster and its timetable anew. Registers and marks are not a copy: they
 * stay, and so does the place of whoever has a mark. Readers see the old copy until then.
 */
export async function onSectionSnapshotTaken(
  tx: EntityManager,
  { payload, ...event }: EventEnvelope<'section.snapshot_taken'>,
): Promise<void> {
  const { sectionId, meetings, enrollments, ...facts } = payload;
  const { teacherIds: _apart, beginDate: _begin, endDate: _end, ...section } = facts;
  await onSectionCreated(tx, { ...event, name: 'section.created', payload: { sectionId, ...facts } });
  await tx.update(Section, { id: sectionId, tenantId: event.tenantId }, section);
  await forgetTeachers(tx, sectionId, facts.teacherIds);
  await forgetPlaces(tx, sectionId, enrollments);
  await onEnrollmentsCreated(tx, {
    ...event,
    name: 'enrollments.created',
    payload: { sectionId, enrollments },
  });
  await onMeetingsScheduled(tx, { ...event, name: 'meetings.scheduled', payload: { sectionId, meetings } });
}

/** All but those who teach the section. */
async function forgetTeachers(
  tx: EntityManager,
  sectionId: string,
  teacherIds: readonly string[],
): Promise<void> {
  await tx
    .createQueryBuilder()
    .delete()
    .from(SectionTeacher)
    .where('section_id = :sectionId AND NOT (staff_id = ANY(:teacherIds))', { sectionId, teacherIds })
    .execute();
}

/** Places that are no longer, or not as they are told; those with marks of the past only get their dates. */
async function forgetPlaces(
  tx: EntityManager,
  sectionId: string,
  enrollments: EventEnvelope<'section.snapshot_taken'>['payload']['enrollments'],
): Promise<void> {
  await tx.query(
    `DELETE FROM roster_entries entry WHERE section_id = $1
       AND NOT (enrollment_id = ANY($2))
       AND NOT EXISTS (
         SELECT FROM attendance_records record JOIN attendance_sessions session ON session.id = record.session_id
         WHERE session.section_id = $1 AND record.student_id = entry.student_id)`,
    [sectionId, enrollments.map(({ enrollmentId }) => enrollmentId)],
  );
  await tx.query(
    `UPDATE roster_entries entry
     SET student_id = told."studentId", begin_date = told."beginDate", end_date = told."endDate"
     FROM jsonb_to_recordset($2::jsonb) AS told
       ("enrollmentId" text, "studentId" text, "beginDate" date, "endDate" date)
     WHERE entry.section_id = $1 AND entry.enrollment_id = told."enrollmentId"`,
    [sectionId, JSON.stringify(enrollments)],
  );
}
