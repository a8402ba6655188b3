import type { EntityManager } from 'typeorm';
import { Section } from './section.entity';

/**
 * Locks a section, so that what happens to its timetable and roster happens one after the other.
 * @throws Error where the section has not arrived: its event is older, so this one shall be delivered again
 */
export async function lockSection(tx: EntityManager, tenantId: string, sectionId: string): Promise<Section> {
  const section = await tx.findOne(Section, {
    where: { id: sectionId, tenantId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!section) throw new Error(`Section ${sectionId} has not arrived yet`);
  return section;
}
