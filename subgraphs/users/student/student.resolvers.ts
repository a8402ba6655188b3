import { requireViewer } from '../../../kernel/auth/viewer';
import { found } from '../../../kernel/graphql/found';
import { answerChange } from '../answer-change';
import { readPlaceOf, readStanding } from '../enrollment/read-status';
import type { Resolvers } from '../schema.generated';
import { createStudent } from './create-student';
import { listStudents } from './list-students';
import { studentPermissions } from './student.policy';
import { watchRoster } from './watch-roster';

export const studentResolvers: Resolvers = {
  Query: {
    student: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.studentById.load(id),
    students: (_root, args, context) => listStudents(context, args),
  },
  Mutation: {
    createStudent: (_root, { input }, context) =>
      answerChange(context, async () => ({ student: await createStudent(context, input) })),
  },
  Subscription: {
    rosterChanged: { subscribe: (_root, { schoolId }, context) => watchRoster(context, schoolId) },
  },
  Student: {
    __resolveReference: ({ id }, { loaders }) => loaders.mentionedStudentById.load(id),
    user: ({ userId }, _args, { loaders }) => found('User', userId, loaders.userById),
    school: async (student, _args, context) => {
      const { schoolId } = await readPlaceOf(context, student);
      return found('School', schoolId, context.loaders.schoolOfStudentById);
    },
    studentNumber: async (student, _args, context) => (await readPlaceOf(context, student)).studentNumber,
    gradeLevel: async (student, _args, context) => (await readPlaceOf(context, student)).gradeLevel,
    homeroom: async (student, _args, context) => (await readPlaceOf(context, student)).homeroom,
    enrollmentStatus: (student, _args, context) => readStanding(context, student),
    schoolEnrollments: ({ id }, _args, { loaders }) => loaders.enrollmentsByStudent.load(id),
    guardians: ({ id }, _args, { loaders }) => loaders.linksByStudent.load(id),
    permissions: async (student, _args, context) =>
      studentPermissions(context.viewer, await readPlaceOf(context, student)),
  },
  RosterChange: {
    student: ({ studentId }, _args, { loaders }) => (studentId ? loaders.studentById.load(studentId) : null),
  },
};
