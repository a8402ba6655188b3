import { isPerson } from '../../../kernel/auth/viewer';
import { unauthenticated } from '../../../kernel/errors';
import { readOrganization } from '../organization/read-organization';
import { RoleAssignment } from './role-assignment.entity';
import type { Resolvers } from '../schema.generated';

export const viewerResolvers: Resolvers = {
  Query: {
    viewer: (_root, _args, { viewer }) => (viewer && isPerson(viewer) ? viewer : null),
  },
  Viewer: {
    user: async ({ userId }, _args, { loaders }) => {
      const user = await loaders.userById.load(userId);
      if (!user) throw unauthenticated('The account of this token no longer exists.');
      return user;
    },
    roles: ({ userId }, _args, { db }) =>
      db.getRepository(RoleAssignment).find({ where: { userId }, order: { id: 'ASC' } }),
    student: ({ studentId }, _args, { loaders }) => (studentId ? loaders.studentById.load(studentId) : null),
    staff: ({ staffId }, _args, { loaders }) => (staffId ? loaders.staffById.load(staffId) : null),
    guardian: ({ userId }, _args, { loaders }) => loaders.guardianByUser.load(userId),
    wards: ({ userId }, _args, { loaders }) => loaders.wardsByGuardian.load(userId),
  },
  RoleAssignment: {
    organization: ({ orgId }, _args, context) => readOrganization(context, orgId),
    school: ({ orgId, tenantId }, _args, { loaders }) =>
      orgId === tenantId ? null : loaders.schoolById.load(orgId),
  },
};
