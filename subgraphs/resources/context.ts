import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kernel/auth/viewer';
import type { Clock } from '../../kernel/clock';
import type { SubgraphContext } from '../../kernel/graphql/subgraph';
import { eventLoaders } from './event/event.loaders';
import { registrationLoaders } from './registration/registration.loaders';
import { resourceLoaders } from './resource/resource.loaders';

/** A fresh set of loaders: they live for one operation and see with one viewer's rights. */
export const createResourcesLoaders = (db: DataSource, viewer: Viewer | null, clock: Clock) => ({
  ...resourceLoaders(db, viewer),
  ...eventLoaders(db, viewer, clock),
  ...registrationLoaders(db, viewer, clock),
});

export interface ResourcesContext extends SubgraphContext {
  loaders: ReturnType<typeof createResourcesLoaders>;
}
