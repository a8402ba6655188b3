import type { Subgraph } from '../../kernel/graphql/subgraph';
import { typeDefsOf } from '../../kernel/graphql/type-defs';
import { createResourcesLoaders, type ResourcesContext } from './context';
import { resourcesDatabase } from './database';
import { resourcesResolvers } from './resolvers';
import { onStudentEnrolled } from './student/on-student-enrolled';

/** Published material, events and the places at them. */
export function resourcesSubgraph(): Subgraph<ResourcesContext> {
  return {
    name: 'resources',
    typeDefs: typeDefsOf('resources'),
    resolvers: resourcesResolvers,
    database: resourcesDatabase,
    createContext: (base) => ({ ...base, loaders: createResourcesLoaders(base.db, base.viewer, base.clock) }),
    consumes: { 'student.enrolled': onStudentEnrolled },
  };
}
