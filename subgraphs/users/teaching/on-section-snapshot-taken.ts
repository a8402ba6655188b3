import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';
import { onEnrollmentsCreated } from './on-enrollments-created';
import { onSectionCreated } from './on-section-created';

/** Makes the copy of who teaches and who is in a section anew. Readers see the old one until then. */
export async function onSectionSnapshotTaken(
  tx: EntityManager,
  { payload, ...event }: EventEnvelope<'section.snapshot_taken'>,
): Promise<void> {
  const { sectionId, meetings: _untold, enrollments, ...facts } = payload;
  await tx.query('DELETE FROM section_teachers WHERE section_id = $1', [sectionId]);
  await tx.query('DELETE FROM section_students WHERE section_id = $1', [sectionId]);
  await onSectionCreated(tx, { ...event, name: 'section.created', payload: { sectionId, ...facts } });
  await onEnrollmentsCreated(tx, {
    ...event,
    name: 'enrollments.created',
    payload: { sectionId, enrollments },
  });
}
