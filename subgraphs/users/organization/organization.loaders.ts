import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById, type Restriction } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { School } from '../school/school.entity';
import { restrictToOwnSchools } from '../school/school.policy';
import { OrganizationUnit } from './organization-unit.entity';
import { restrictToOwnUnits } from './organization.policy';

/** Rows below each parent, by name, as far as they may be seen. */
function loadChildren<T extends (School | OrganizationUnit) & { parentId: string | null }>(
  db: DataSource,
  entity: new () => T,
  restrict: Restriction<T> | null,
) {
  return loadGroups<string, T>(
    async (parentIds) => {
      if (!restrict) return [];
      const query = db
        .getRepository(entity)
        .createQueryBuilder('row')
        .where('row.parentId = ANY(:parentIds)', { parentIds })
        .orderBy('row.name')
        .addOrderBy('row.id');
      restrict(query);
      return query.getMany();
    },
    ({ parentId }) => parentId!,
  );
}

export const organizationLoaders = (db: DataSource, viewer: Viewer | null) => ({
  unitById: loadById(db, OrganizationUnit, viewer && restrictToOwnUnits(viewer)),
  unitsByParent: loadChildren(db, OrganizationUnit, viewer && restrictToOwnUnits(viewer)),
  schoolsByParent: loadChildren(db, School, viewer && restrictToOwnSchools(viewer)),
});
