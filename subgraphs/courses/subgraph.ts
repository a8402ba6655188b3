import type { Subgraph } from '../../kernel/graphql/subgraph';
import { typeDefsOf } from '../../kernel/graphql/type-defs';
import { coursesCacheRules } from './cache-rules';
import { createCoursesLoaders, type CoursesContext } from './context';
import { coursesDatabase } from './database';
import { coursesResolvers } from './resolvers';
import { onStudentEnrolled } from './student/on-student-enrolled';

/** The catalogue, class sections and their timetable, enrolments, progress. */
export function coursesSubgraph(): Subgraph<CoursesContext> {
  return {
    name: 'courses',
    typeDefs: typeDefsOf('courses'),
    resolvers: coursesResolvers,
    database: coursesDatabase,
    createContext: (base) => ({ ...base, loaders: createCoursesLoaders(base.db, base.viewer) }),
    cacheRules: coursesCacheRules,
    consumes: { 'student.enrolled': onStudentEnrolled },
  };
}
