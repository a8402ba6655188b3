import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { Student } from './student.entity';
import { restrictStudents, studentIsVisible, studentMayBeNamed } from './student.policy';

export const studentLoaders = (
  { db, clock }: Pick<SubgraphServices, 'db' | 'clock'>,
  viewer: Viewer | null,
) => ({
  studentById: loadById(db, Student, viewer && restrictStudents(viewer, clock.now(), studentIsVisible)),
  /** For students whom another service mentions to the viewer. */
  mentionedStudentById: loadById(
    db,
    Student,
    viewer && restrictStudents(viewer, clock.now(), studentMayBeNamed),
  ),
});
