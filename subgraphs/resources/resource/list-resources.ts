import { pageOf, type Connection, type PageArgs } from '../../../kernel/graphql/pagination';
import type { ResourcesContext } from '../context';
import type { ResourceFilter } from '../schema.generated';
import { Resource } from './resource.entity';
import { NEWEST_RESOURCES } from './resource.loaders';
import { restrictToReadableResources } from './resource.policy';

/** What is asked of {@link listResources}. */
export interface ListResourcesArgs extends PageArgs {
  filter?: ResourceFilter | null;
}

/**
 * Published resources, newest first: to a signed-in caller those of their own tenant that they may read, to an
 * anonymous one the public ones of all.
 */
export async function listResources(
  { db, viewer }: Pick<ResourcesContext, 'db' | 'viewer'>,
  { filter, ...page }: ListResourcesArgs,
): Promise<Connection<Resource>> {
  const query = db.getRepository(Resource).createQueryBuilder('row');
  restrictToReadableResources(viewer)(query);
  if (viewer) query.andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId });
  if (filter?.schoolId) query.andWhere('row.schoolId = :schoolId', { schoolId: filter.schoolId });
  if (filter?.courseId) query.andWhere('row.courseId = :courseId', { courseId: filter.courseId });
  if (filter?.kind) query.andWhere('row.kind = :kind', { kind: filter.kind });
  if (filter?.subject) query.andWhere('row.subject = :subject', { subject: filter.subject });
  return pageOf(query, page, NEWEST_RESOURCES);
}
