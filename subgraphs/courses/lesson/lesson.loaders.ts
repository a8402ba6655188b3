import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById, type Restriction } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { restrictTo } from '../access/viewer-parameters';
import { Course } from '../course/course.entity';
import { courseIsVisible } from '../course/course.policy';
import { Lesson } from './lesson.entity';
import { lessonIsVisible } from './lesson.policy';

export const lessonLoaders = (db: DataSource, viewer: Viewer | null) => {
  const visible = restrictToVisibleLessons(viewer);
  return {
    lessonById: loadById(db, Lesson, visible),
    /** A course's lessons in teaching order. */
    lessonsByCourse: loadGroups<string, Lesson>(
      (courseIds) => {
        const query = db
          .getRepository(Lesson)
          .createQueryBuilder('row')
          .where('row.courseId = ANY(:courseIds)', { courseIds })
          .orderBy('row.position');
        visible(query);
        return query.getMany();
      },
      ({ courseId }) => courseId,
    ),
  };
};

function restrictToVisibleLessons(viewer: Viewer | null): Restriction<Lesson> {
  return (query) => {
    query.innerJoin(Course, 'course', 'course.id = row.courseId');
    restrictTo(viewer, courseIsVisible, 'course')(query);
    restrictTo(viewer, lessonIsVisible('row'), 'course')(query);
  };
}
