import { found } from '../../../kernel/graphql/found';
import { answerChange } from '../answer-change';
import type { Resolvers } from '../schema.generated';
import { enrollStudent } from './enroll-student';
import { readStatus } from './read-status';
import { transferStudent } from './transfer-student';
import { withdrawStudent } from './withdraw-student';

export const enrollmentResolvers: Resolvers = {
  Mutation: {
    enrollStudentInSchool: (_root, { input }, context) =>
      answerChange(context, async () => ({ enrollment: await enrollStudent(context, input) })),
    transferStudent: (_root, { input }, context) =>
      answerChange(context, async () => ({ student: await transferStudent(context, input) })),
    withdrawStudent: (_root, { input }, context) =>
      answerChange(context, async () => ({ enrollment: await withdrawStudent(context, input) })),
  },
  SchoolEnrollment: {
    __resolveReference: ({ id }, { loaders }) => loaders.enrollmentById.load(id),
    student: ({ studentId }, _args, { loaders }) => found('Student', studentId, loaders.studentById),
    school: ({ schoolId }, _args, { loaders }) => found('School', schoolId, loaders.schoolOfStudentById),
    status: (enrollment, _args, context) => readStatus(context, enrollment),
  },
};
