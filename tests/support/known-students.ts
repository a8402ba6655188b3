import type { DataSource, EntityTarget } from 'typeorm';
import { newId } from '../../kernel/ids';
import { ID_PREFIXES } from '../../schema/id-prefixes';

interface KnownStudent {
  studentId: string;
  schoolId: string;
  tenantId: string;
}

/** Makes students known to a service that keeps a copy of who they are. */
export const studentsKnownAs =
  (entity: EntityTarget<KnownStudent>) =>
  /** @returns the id of somebody whom the service knows as a student of the school */
  async (
    db: DataSource,
    { tenantId, schoolId }: Pick<KnownStudent, 'tenantId' | 'schoolId'>,
    studentId = newId(ID_PREFIXES.Student),
  ): Promise<string> => {
    await db.manager.insert(entity, { studentId, schoolId, tenantId });
    return studentId;
  };
