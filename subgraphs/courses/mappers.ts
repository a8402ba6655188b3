import type { TopicEvent } from '../../kernel/events/replay';
import type { Connection } from '../../kernel/graphql/pagination';
import type { Course } from './course/course.entity';
import type { Enrollment } from './enrollment/enrollment.entity';

/** What resolvers receive for each GraphQL type: the stored row, not the type's fields. */
export type { Course } from './course/course.entity';
export type { Lesson } from './lesson/lesson.entity';
export type { ClassSection } from './section/class-section.entity';
export type { ClassMeeting } from './meeting/class-meeting.entity';
export type { Enrollment } from './enrollment/enrollment.entity';
export type { CourseProgress } from './progress/course-progress';

export type CourseConnection = Connection<Course>;
export type EnrollmentConnection = Connection<Enrollment>;

/** The event as it was published, with its place among the enrolment’s. */
export type CourseProgressChanged = TopicEvent<'course_progress.changed'>;

/** Objects of another service: their ids are all that is known here. */
export type Student = { __typename: 'Student'; id: string };
export type Staff = { __typename: 'Staff'; id: string };
export type School = { __typename: 'School'; id: string };
