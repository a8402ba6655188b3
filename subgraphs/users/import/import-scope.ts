import type { EntityManager } from 'typeorm';
import { School } from '../school/school.entity';
import type { ImportJob } from './import-job.entity';
import type { ImportScope } from './unit';

/** What a job may touch: its school, or all of the tenant. */
export async function scopeOf(tx: EntityManager, job: ImportJob, now: Date): Promise<ImportScope> {
  const { tenantId, schoolId, requestedBy: actorUserId } = job;
  const schools = await tx.findBy(School, { tenantId, ...(schoolId && { id: schoolId }) });
  return {
    tenantId,
    schools: new Map(schools.map((school) => [school.id, school])),
    isDistrict: schoolId === null,
    actorUserId,
    now,
  };
}
