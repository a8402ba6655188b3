import type { DataSource } from 'typeorm';
import { ownSchools, type Viewer } from '../../../kernel/auth/viewer';
import { loadById, type Restriction } from '../../../kernel/graphql/load-by-id';
import { Staff } from './staff.entity';

export const staffLoaders = (db: DataSource, viewer: Viewer | null) => ({
  staffById: loadById(db, Staff, viewer && restrictToOwnSchoolsStaff(viewer)),
});

/** Everybody who belongs to a school may know who works there. */
function restrictToOwnSchoolsStaff(viewer: Viewer): Restriction<Staff> {
  const { schoolIds, isEverywhere } = ownSchools(viewer);
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId })
      .andWhere('(:isEverywhere OR row.schoolId = ANY(:schoolIds))', { isEverywhere, schoolIds });
}
