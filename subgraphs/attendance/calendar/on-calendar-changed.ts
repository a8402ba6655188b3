import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';
import { SchoolDay } from './school-day.entity';

/** Keeps a copy of a school's calendar, so that a register knows its day whether or not users answers. */
export async function onCalendarChanged(
  tx: EntityManager,
  { tenantId, payload: { schoolId, days } }: EventEnvelope<'calendar.changed'>,
): Promise<void> {
  const rows = days.map((day) => ({ ...day, schoolId, tenantId }));
  if (rows.length > 0) await tx.upsert(SchoolDay, rows, ['schoolId', 'date']);
}
