import type { DatabaseSchema } from '../../kernel/database/data-source';
import { EVENT_MIGRATIONS } from '../../kernel/events/events.migration';
import { OutboxEvent } from '../../kernel/events/outbox.entity';
import { CreateTopics1732000007000 } from '../../kernel/events/topics.migration';
import { Course } from './course/course.entity';
import { Enrollment } from './enrollment/enrollment.entity';
import { LessonCompletion } from './lesson/lesson-completion.entity';
import { Lesson } from './lesson/lesson.entity';
import { ClassMeeting } from './meeting/class-meeting.entity';
import { CreateCourses1732000002000 } from './migrations/1732000002000-create-courses';
import { TellSectionsAgain1732000008000 } from './migrations/1732000008000-tell-sections-again';
import { ReplicateStudents1732000010000 } from './migrations/1732000010000-replicate-students';
import { ClassSection } from './section/class-section.entity';
import { SectionTeacher } from './section/section-teacher.entity';
import { SchoolStudent } from './student/school-student.entity';

export const coursesDatabase: DatabaseSchema = {
  entities: [
    OutboxEvent,
    Course,
    Lesson,
    ClassSection,
    SectionTeacher,
    ClassMeeting,
    Enrollment,
    LessonCompletion,
    SchoolStudent,
  ],
  migrations: [
    ...EVENT_MIGRATIONS,
    CreateCourses1732000002000,
    TellSectionsAgain1732000008000,
    ReplicateStudents1732000010000,
    CreateTopics1732000007000,
  ],
};
