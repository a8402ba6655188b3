import { mergeResolvers } from '../../kernel/graphql/merge-resolvers';
import { enrollmentResolvers } from './enrollment/enrollment.resolvers';
import { guardianResolvers } from './guardian/guardian.resolvers';
import { nodeResolvers } from './node/node.resolvers';
import { schoolResolvers } from './school/school.resolvers';
import { sessionResolvers } from './session/session.resolvers';
import { staffResolvers } from './staff/staff.resolvers';
import { studentResolvers } from './student/student.resolvers';
import { userResolvers } from './user/user.resolvers';
import { viewerResolvers } from './user/viewer.resolvers';

export const usersResolvers = mergeResolvers(
  schoolResolvers,
  viewerResolvers,
  userResolvers,
  studentResolvers,
  enrollmentResolvers,
  guardianResolvers,
  staffResolvers,
  sessionResolvers,
  nodeResolvers,
);
