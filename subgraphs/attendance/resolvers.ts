import { mergeResolvers } from '../../kernel/graphql/merge-resolvers';
import { codeResolvers } from './code/code.resolvers';
import { recordResolvers } from './record/record.resolvers';
import { registerResolvers } from './register/register.resolvers';
import { schoolResolvers } from './school/school.resolvers';
import { sessionResolvers } from './session/session.resolvers';
import { studentResolvers } from './student/student.resolvers';

export const attendanceResolvers = mergeResolvers(
  sessionResolvers,
  recordResolvers,
  codeResolvers,
  registerResolvers,
  schoolResolvers,
  studentResolvers,
);
