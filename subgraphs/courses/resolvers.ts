import { mergeResolvers } from '../../kernel/graphql/merge-resolvers';
import { courseResolvers } from './course/course.resolvers';
import { enrollmentResolvers } from './enrollment/enrollment.resolvers';
import { lessonResolvers } from './lesson/lesson.resolvers';
import { meetingResolvers } from './meeting/meeting.resolvers';
import { progressResolvers } from './progress/progress.resolvers';
import { schoolResolvers } from './school/school.resolvers';
import { sectionResolvers } from './section/section.resolvers';
import { staffResolvers } from './staff/staff.resolvers';
import { studentResolvers } from './student/student.resolvers';

export const coursesResolvers = mergeResolvers(
  courseResolvers,
  lessonResolvers,
  sectionResolvers,
  meetingResolvers,
  enrollmentResolvers,
  progressResolvers,
  studentResolvers,
  staffResolvers,
  schoolResolvers,
);
