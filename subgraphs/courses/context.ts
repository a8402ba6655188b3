import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kernel/auth/viewer';
import type { SubgraphContext } from '../../kernel/graphql/subgraph';
import { courseLoaders } from './course/course.loaders';
import { enrollmentLoaders } from './enrollment/enrollment.loaders';
import { lessonLoaders } from './lesson/lesson.loaders';
import { meetingLoaders } from './meeting/meeting.loaders';
import { progressLoaders } from './progress/progress.loaders';
import { sectionLoaders } from './section/section.loaders';

/** A fresh set of loaders: they live for one operation and see with one viewer's rights. */
export const createCoursesLoaders = (db: DataSource, viewer: Viewer | null) => ({
  ...courseLoaders(db, viewer),
  ...lessonLoaders(db, viewer),
  ...sectionLoaders(db, viewer),
  ...meetingLoaders(db, viewer),
  ...enrollmentLoaders(db, viewer),
  ...progressLoaders(db, viewer),
});

export interface CoursesContext extends SubgraphContext {
  loaders: ReturnType<typeof createCoursesLoaders>;
}

/** Forgets what was read before a change, so that the rest of the operation sees what is true after it. */
export function forgetLoaded(context: CoursesContext): void {
  context.loaders = createCoursesLoaders(context.db, context.viewer);
}
