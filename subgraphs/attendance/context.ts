import type { SubgraphContext, SubgraphServices } from '../../kernel/graphql/subgraph';
import type { Viewer } from '../../kernel/auth/viewer';
import { codeLoaders } from './code/code.loaders';
import { recordLoaders } from './record/record.loaders';
import { rosterLoaders } from './roster/roster.loaders';
import { schoolTodayLoaders } from './school/school-today.loaders';
import { schoolLoaders } from './school/school.loaders';
import { sessionLoaders } from './session/session.loaders';
import { studentLoaders } from './student/student.loaders';

/** A fresh set of loaders: they live for one operation and see with one viewer's rights. */
export const createAttendanceLoaders = (
  services: Pick<SubgraphServices, 'db' | 'clock'>,
  viewer: Viewer | null,
) => {
  const { db, clock } = services;
  const schools = schoolLoaders(viewer, { db, clock });
  return {
    ...schools,
    ...schoolTodayLoaders(viewer, { db, clock, schoolById: schools.schoolById }),
    ...rosterLoaders(db, viewer),
    ...codeLoaders(db, viewer),
    ...sessionLoaders(db, viewer),
    ...recordLoaders(db, viewer),
    ...studentLoaders(viewer, { db, clock }),
  };
};

export interface AttendanceContext extends SubgraphContext {
  loaders: ReturnType<typeof createAttendanceLoaders>;
}
