import type { EventName } from '../../../schema/events';
import type { EventEnvelope } from '../../events/bus';

/** What of a subgraph's cached answers is void after something happened, by tags such as `School:sch_…`. */
export interface CacheRules {
  /** By the name of a mutation, whether or not it succeeds. Where nothing is said, all that the caller's tenant has here. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- arguments are those of the mutation's SDL
  mutations?: Readonly<Record<string, (args: any) => readonly string[]>>;
  /** By an event of its own or one that it consumes. Where nothing is said, all that the event's tenant has here. */
  events?: { readonly [N in EventName]?: (event: EventEnvelope<N>) => readonly string[] };
}

/** The tag of everything that a tenant has in a subgraph. */
export function tenantTag(subgraph: string, tenantId: string | null): string {
  return `${subgraph}@${tenantId ?? ''}`;
}

/** The tag of an entity, as a gateway derives it from a representation. */
export function entityTag(typename: string, id: string): string {
  return `${typename}:${id}`;
}

/** For what changes nothing that is ever cached. */
export const nothing = (): readonly string[] => [];
