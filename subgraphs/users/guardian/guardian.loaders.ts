import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { GuardianLink } from './guardian-link.entity';

export const guardianLoaders = (db: DataSource, viewer: Viewer | null) => ({
  /** The links that this viewer's token vouches for; nobody reads the links of others. */
  wardsByGuardian: loadGroups<string, GuardianLink>(
    (guardianUserIds) => {
      const studentIds = viewer?.wards.map(({ studentId }) => studentId) ?? [];
      return db
        .getRepository(GuardianLink)
        .createQueryBuilder('link')
        .innerJoin('students', 'student', 'student.id = link.studentId')
        .innerJoin('users', 'child', 'child.id = student.user_id')
        .where('link.guardianUserId = ANY(:guardianUserIds)', { guardianUserIds })
        .andWhere('link.guardianUserId = :self AND link.studentId = ANY(:studentIds)', {
          self: viewer?.userId,
          studentIds,
        })
        .orderBy('child.given_name')
        .addOrderBy('link.id')
        .getMany();
    },
    (link) => link.guardianUserId,
  ),
});
