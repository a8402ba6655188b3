import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { Student } from './student.entity';
import { restrictToVisibleStudents } from './student.policy';

export const studentLoaders = (db: DataSource, viewer: Viewer | null) => ({
  studentById: loadById(db, Student, viewer && restrictToVisibleStudents(viewer)),
});
