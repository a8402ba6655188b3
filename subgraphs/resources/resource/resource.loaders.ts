import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadChildPages } from '../../../kernel/graphql/child-pages';
import type { Keyset } from '../../../kernel/graphql/pagination';
import { Resource } from './resource.entity';
import { restrictToReadableResources } from './resource.policy';

/** Lists of published resources: newest first. */
export const NEWEST_RESOURCES: Keyset<Resource> = { by: ['publishedAt', 'id'], direction: 'DESC' };

export const resourceLoaders = (db: DataSource, viewer: Viewer | null) => ({
  resourceById: loadById(db, Resource, restrictToReadableResources(viewer)),
  resourcesByCourse: loadChildPages(db, Resource, {
    parent: 'courseId',
    keyset: NEWEST_RESOURCES,
    restrict: restrictToReadableResources(viewer),
  }),
});
