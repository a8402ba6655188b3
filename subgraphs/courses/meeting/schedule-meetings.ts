import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { ClassSection } from '../section/class-section.entity';
import { lockSection } from '../section/lock-section';
import { meetingFacts } from '../section/section-facts';
import { ClassMeeting } from './class-meeting.entity';

/** A meeting to be put on the timetable. */
export interface NewMeeting extends Omit<ClassMeeting, 'id' | 'tenantId' | 'sectionId'> {
  /** A new one where absent. */
  id?: string;
}

/**
 * Puts meetings of a section on the timetable, and tells the other services. Checks no rights: for set-up.
 * @throws Fault NOT_FOUND where the tenant has no such section
 */
export async function scheduleMeetings(
  tx: EntityManager,
  section: Pick<ClassSection, 'id' | 'tenantId'>,
  meetings: readonly NewMeeting[],
  now: Date,
): Promise<ClassMeeting[]> {
  if (meetings.length === 0) return [];
  const { id: sectionId, tenantId } = await lockSection(tx, section);
  const rows = meetings.map((meeting) => ({
    ...meeting,
    id: meeting.id ?? newId(ID_PREFIXES.ClassMeeting, now.getTime()),
    tenantId,
    sectionId,
  }));
  await tx.insert(ClassMeeting, rows);
  await recordEvent(tx, {
    name: 'meetings.scheduled',
    tenantId,
    aggregateId: sectionId,
    occurredAt: now,
    payload: { sectionId, meetings: rows.map(meetingFacts) },
  });
  return rows;
}
