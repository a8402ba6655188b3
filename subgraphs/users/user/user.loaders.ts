import type { DataSource } from 'typeorm';
import { OFFICE_ROLES, ownSchools, schoolsWith, type Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { readTies, type TieOfUser } from './read-ties';
import { RoleAssignment } from './role-assignment.entity';
import { User } from './user.entity';
import { restrictToVisibleUsers } from './user.policy';

export const userLoaders = (
  { db, clock }: Pick<SubgraphServices, 'db' | 'clock'>,
  viewer: Viewer | null,
) => ({
  userById: loadById(db, User, viewer && restrictToVisibleUsers(viewer, clock.now())),
  /** What ties people to organisations today, for policies; it is told to nobody. */
  tiesByUser: loadGroups<string, TieOfUser>(
    (userIds) => readTies(db.manager, userIds, clock.now()),
    ({ userId }) => userId,
  ),
  rolesByUser: loadRoles(db, viewer),
});

/** Every role, of any time, that the viewer may know of; by their first day. */
function loadRoles(db: DataSource, viewer: Viewer | null) {
  return loadGroups<string, RoleAssignment>(
    async (userIds) => {
      if (!viewer) return [];
      const { schoolIds: mySchools, isEverywhere } = ownSchools(viewer);
      const administered = schoolsWith(viewer, ...OFFICE_ROLES).schoolIds;
      return db
        .getRepository(RoleAssignment)
        .createQueryBuilder('row')
        .where('row.tenantId = :tenantId AND row.userId = ANY(:userIds)', {
          tenantId: viewer.tenantId,
          userIds,
        })
        .andWhere(
          `(:isEverywhere OR row.userId = :self OR row.orgId = ANY(:mySchools) OR EXISTS (
            SELECT FROM role_assignments other
            WHERE other.user_id = row.userId AND other.org_id = ANY(:administered)))`,
          { isEverywhere, self: viewer.userId, mySchools, administered },
        )
        .orderBy('row.beginDate')
        .addOrderBy('row.id')
        .getMany();
    },
    ({ userId }) => userId,
  );
}
