import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { Staff } from './staff.entity';

/** Makes somebody one of a school's staff; who is already stays what they are. */
export async function ensureStaff(
  tx: EntityManager,
  member: Pick<Staff, 'tenantId' | 'userId' | 'schoolId'> & { title?: string | null },
  now: Date,
): Promise<void> {
  await tx
    .createQueryBuilder()
    .insert()
    .into(Staff)
    .values({ title: null, ...member, id: newId(ID_PREFIXES.Staff, now.getTime()) })
    .orIgnore()
    .execute();
}
