import { mergeResolvers } from '../../kernel/graphql/merge-resolvers';
import { auditResolvers } from './audit/audit.resolvers';
import { calendarResolvers } from './calendar/calendar.resolvers';
import { enrollmentResolvers } from './enrollment/enrollment.resolvers';
import { guardianResolvers } from './guardian/guardian.resolvers';
import { importResolvers } from './import/import.resolvers';
import { invitationResolvers } from './invitation/invitation.resolvers';
import { nodeResolvers } from './node/node.resolvers';
import { organizationResolvers } from './organization/organization.resolvers';
import { rolloverResolvers } from './rollover/rollover.resolvers';
import { schoolResolvers } from './school/school.resolvers';
import { sessionResolvers } from './session/session.resolvers';
import { staffResolvers } from './staff/staff.resolvers';
import { studentResolvers } from './student/student.resolvers';
import { userResolvers } from './user/user.resolvers';
import { viewerResolvers } from './user/viewer.resolvers';

export const usersResolvers = mergeResolvers(
  organizationResolvers,
  schoolResolvers,
  calendarResolvers,
  rolloverResolvers,
  viewerResolvers,
  userResolvers,
  studentResolvers,
  enrollmentResolvers,
  guardianResolvers,
  staffResolvers,
  sessionResolvers,
  invitationResolvers,
  importResolvers,
  auditResolvers,
  nodeResolvers,
);
