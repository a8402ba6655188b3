import { ownSchools, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import type { AcademicSession } from './academic-session.entity';

/** A school's years and terms are for everybody who belongs to it. */
export function restrictToOwnSessions(viewer: Viewer): Restriction<AcademicSession> {
  const { schoolIds, isEverywhere } = ownSchools(viewer);
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId })
      .andWhere('(:isEverywhere OR row.schoolId = ANY(:schoolIds))', { isEverywhere, schoolIds });
}
