import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadChildPages } from '../../../kernel/graphql/child-pages';
import type { Keyset } from '../../../kernel/graphql/pagination';
import { restrictTo } from '../access/viewer-parameters';
import { Course } from './course.entity';
import { courseIsListed, courseIsVisible } from './course.policy';

/** The order of a catalogue. */
export const BY_TITLE: Keyset<Course> = { by: ['title', 'id'], direction: 'ASC' };

export const courseLoaders = (db: DataSource, viewer: Viewer | null) => ({
  courseById: loadById(db, Course, restrictTo(viewer, courseIsVisible)),
  /** Pages of a school's published courses. */
  coursesBySchool: loadChildPages(db, Course, {
    parent: 'schoolId',
    keyset: BY_TITLE,
    restrict: restrictTo(viewer, courseIsListed),
  }),
});
