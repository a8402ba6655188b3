import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups, loadOnes } from '../../../kernel/graphql/load-groups';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { studentParameters } from '../student/student.policy';
import { GuardianLink } from './guardian-link.entity';
import { Guardian } from './guardian.entity';
import { LINK_HOLDS, linkIsVisible, restrictToVisibleGuardians } from './guardian.policy';

export const guardianLoaders = (
  { db, clock }: Pick<SubgraphServices, 'db' | 'clock'>,
  viewer: Viewer | null,
) => {
  const restrictGuardians = viewer && restrictToVisibleGuardians(viewer, clock.now());
  const visible = (condition: string, parameters: object) =>
    viewer ? visibleLinks(db, viewer, clock.now()).andWhere(condition, parameters) : null;
  return {
    guardianById: loadById(db, Guardian, restrictGuardians),
    guardianByUser: loadOnes<string, Guardian>(
      async (userIds) => {
        if (!restrictGuardians) return [];
        const query = db.getRepository(Guardian).createQueryBuilder('row');
        query.where('row.userId = ANY(:userIds)', { userIds });
        restrictGuardians(query);
        return query.getMany();
      },
      ({ userId }) => userId,
    ),
    guardianLinkById: loadOnes<string, GuardianLink>(
      async (ids) => (await visible('link.id = ANY(:ids)', { ids })?.getMany()) ?? [],
      ({ id }) => id,
    ),
    /** Links that hold today and that the viewer may see, in order of the children's given names. */
    wardsByGuardian: loadGroups<string, GuardianLink>(
      async (userIds) =>
        (await visible(`link.guardianUserId = ANY(:userIds) AND ${LINK_HOLDS}`, { userIds })
          ?.innerJoin('users', 'child', 'child.id = students.user_id')
          .orderBy('child.given_name')
          .addOrderBy('link.id')
          .getMany()) ?? [],
      ({ guardianUserId }) => guardianUserId,
    ),
    /** Links that hold today and that the viewer may see, by contact priority. */
    linksByStudent: loadGroups<string, GuardianLink>(
      async (studentIds) =>
        (await visible(`link.studentId = ANY(:studentIds) AND ${LINK_HOLDS}`, { studentIds })
          ?.orderBy('link.contactPriority')
          .addOrderBy('link.id')
          .getMany()) ?? [],
      ({ studentId }) => studentId,
    ),
  };
};

/** The links the viewer may know of, joined with their children. */
function visibleLinks(db: DataSource, viewer: Viewer, now: Date): SelectQueryBuilder<GuardianLink> {
  return db
    .getRepository(GuardianLink)
    .createQueryBuilder('link')
    .innerJoin('students', 'students', 'students.id = link.studentId')
    .where('link.tenantId = :tenantId')
    .andWhere(linkIsVisible())
    .setParameters(studentParameters(viewer, now));
}
