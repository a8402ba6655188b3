import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';
import { SectionTeacher } from './section-teacher.entity';
import { Section } from './section.entity';

/** Keeps a copy of a section, so that its registers open whether or not courses answers. */
export async function onSectionCreated(
  tx: EntityManager,
  { tenantId, payload }: EventEnvelope<'section.created'>,
): Promise<void> {
  const { sectionId, teacherIds, ...facts } = payload;
  await insertNew(tx, Section, [{ ...facts, id: sectionId, tenantId }]);
  const teachers = [...new Set(teacherIds)].map((staffId) => ({ sectionId, staffId, tenantId }));
  if (teachers.length > 0) await insertNew(tx, SectionTeacher, teachers);
}

async function insertNew<T extends object>(tx: EntityManager, entity: new () => T, rows: T[]): Promise<void> {
  await tx.createQueryBuilder().insert().into(entity).values(rows).orIgnore().execute();
}
