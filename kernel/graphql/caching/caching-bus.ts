import type { AnyEvent, Bus } from '../../events/bus';
import { tenantTag, type CacheRules } from './cache-rules';

/** Makes cached answers void: here, in the other processes, and in the gateways. */
export type Invalidate = (tags: readonly string[]) => Promise<void>;

/** Makes void what events make untrue. Called again for an event that comes again, so that nothing is lost with a process. */
export type InvalidateBy = (events: readonly AnyEvent[]) => Promise<void>;

/** What a subgraph's rules say that events make untrue; where they say nothing of one, all of its tenant. */
export function invalidateByRules(
  { name, cacheRules = {} }: { name: string; cacheRules?: CacheRules },
  invalidate: Invalidate,
): InvalidateBy {
  const tagsOf = (event: AnyEvent): readonly string[] => {
    // The name picks the rule whose parameter is that name's envelope; TypeScript cannot follow the pairing.
    const rule = cacheRules.events?.[event.name] as ((event: AnyEvent) => readonly string[]) | undefined;
    return rule ? rule(event) : [tenantTag(name, event.tenantId)];
  };
  return (events) => invalidate([...new Set(events.flatMap(tagsOf))]);
}

/** A bus that voids what the subgraph's own events make untrue before they are published, as they are true by then. */
export function cachingBus(bus: Bus, invalidateBy: InvalidateBy): Bus {
  return {
    ...bus,
    publish: async (events, since) => {
      await invalidateBy(events);
      return bus.publish(events, since);
    },
  };
}
