import type { EntityManager } from 'typeorm';
import { notFound } from '../../../kernel/errors';
import { ClassSection } from './class-section.entity';

/**
 * Locks a section until the transaction ends: its places are given, and its events written, one after the other.
 * @returns the section as it is under the lock
 * @throws Fault NOT_FOUND where the tenant has no such section
 */
export async function lockSection(
  tx: EntityManager,
  { id, tenantId }: Pick<ClassSection, 'id' | 'tenantId'>,
): Promise<ClassSection> {
  const section = await tx.findOne(ClassSection, {
    where: { id, tenantId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!section) throw notFound('ClassSection', id);
  return section;
}
