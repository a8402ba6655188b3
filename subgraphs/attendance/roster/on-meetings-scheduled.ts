import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { countExpected } from './expected';
import { lockSection } from './lock-section';

/**
 * Opens a register for each meeting. A meeting has one for ever, however often it is told.
 * @throws Error where the section has not arrived
 */
export async function onMeetingsScheduled(
  tx: EntityManager,
  { tenantId, occurredAt, payload }: EventEnvelope<'meetings.scheduled'>,
): Promise<void> {
  const section = await lockSection(tx, tenantId, payload.sectionId);
  const now = Date.parse(occurredAt);
  const meetings = payload.meetings.map((meeting) => ({
    ...meeting,
    id: newId(ID_PREFIXES.AttendanceSession, now),
  }));
  await tx.query(
    `INSERT INTO attendance_sessions
       (id, tenant_id, school_id, section_id, meeting_id, school_date, starts_at, ends_at)
     SELECT meeting.id, $2, $3, $4, meeting."meetingId", meeting."schoolDate", meeting."startsAt", meeting."endsAt"
     FROM jsonb_to_recordset($1::jsonb) AS meeting
       (id text, "meetingId" text, "schoolDate" date, "startsAt" timestamptz, "endsAt" timestamptz)
     ON CONFLICT (meeting_id) DO NOTHING`,
    [JSON.stringify(meetings), tenantId, section.schoolId, section.id],
  );
  await countExpected(tx, section.id);
}
