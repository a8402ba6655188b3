import type { Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import { inAudience } from '../audience/audience.policy';
import type { Resource } from './resource.entity';

/** Readers see what is published and meant for them; drafts are nobody's to read. */
export function restrictToReadableResources(viewer: Viewer | null): Restriction<Resource> {
  return (query) => {
    const audience = inAudience(viewer, query.alias);
    // A literal, so that the partial indexes on published resources apply.
    query.andWhere(`${query.alias}.status = 'PUBLISHED'`).andWhere(audience.sql, audience.parameters);
  };
}
