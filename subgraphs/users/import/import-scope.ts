import type { EntityManager } from 'typeorm';
import { requireViewer, viewerFrom, type Person } from '../../../kernel/auth/viewer';
import { OrganizationUnit } from '../organization/organization-unit.entity';
import { canAdministerSchool, canManageSchools } from '../school/school.policy';
import { School } from '../school/school.entity';
import { viewerClaims } from '../session/viewer-claims';
import type { RoleOrganization } from '../user/organization-path';
import { User } from '../user/user.entity';
import type { ImportJob } from './import-job.entity';

/** What an import may touch, in whose name, and when. */
export interface ImportScope {
  tenantId: string;
  /** The importer, with the rights of this moment. */
  viewer: Person;
  /** The schools it may change, by id. */
  schools: ReadonlyMap<string, School>;
  /** The tenant's organisations above schools. */
  units: readonly OrganizationUnit[];
  /** Whether it may change all of the tenant. */
  isDistrict: boolean;
  /** The civil date at each of the schools. */
  todays: ReadonlyMap<string, string>;
  now: Date;
}

/** What a job may touch now; null where the importer has lost the right to it. */
export async function scopeOf(tx: EntityManager, job: ImportJob, now: Date): Promise<ImportScope | null> {
  const { tenantId, schoolId } = job;
  const viewer = await importerOf(tx, job, now);
  if (!viewer || !(schoolId ? canAdministerSchool(viewer, schoolId) : canManageSchools(viewer))) return null;
  const schools = await tx.findBy(School, { tenantId, ...(schoolId && { id: schoolId }) });
  return {
    ...{ tenantId, viewer, isDistrict: schoolId === null, now },
    schools: new Map(schools.map((school) => [school.id, school])),
    units: await tx.findBy(OrganizationUnit, { tenantId }),
    todays: await todaysAt(
      tx,
      schools.map(({ id }) => id),
      now,
    ),
  };
}

/** Whoever asked for an import, as they would be with a token of this moment; null where they would get none. */
async function importerOf(
  tx: EntityManager,
  { requestedBy: id, tenantId }: ImportJob,
  now: Date,
): Promise<Person | null> {
  const user = await tx.findOneBy(User, { id, tenantId });
  if (!user?.isEnabled || user.anonymizedAt) return null;
  return requireViewer(viewerFrom((await viewerClaims(tx, user, now)).claims));
}

/** The civil date at schools. */
export async function todaysAt(
  tx: EntityManager,
  schoolIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; today: string }[]>(
    'SELECT id, school_today(id, $2)::text AS today FROM unnest($1::text[]) AS id',
    [schoolIds, now],
  );
  return new Map(rows.map(({ id, today }) => [id, today]));
}

/** An organisation that an import may give roles in; null for others. */
export function organizationIn(scope: ImportScope, id: string): RoleOrganization | null {
  const school = scope.schools.get(id);
  if (!school && !(scope.isDistrict && scope.units.some((unit) => unit.id === id))) return null;
  const path = [id];
  for (let above = school?.parentId ?? parentOf(scope, id); above; above = parentOf(scope, above)) {
    path.push(above);
  }
  return { id, isSchool: school !== undefined, path };
}

function parentOf({ units }: ImportScope, id: string): string | null {
  return units.find((unit) => unit.id === id)?.parentId ?? null;
}
