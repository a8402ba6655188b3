import type { AnyEvent, Bus } from '../../events/bus';
import { tenantTag, type CacheRules } from './cache-rules';

/** Makes cached answers void: here, in the other processes, and in the gateways. */
export type Invalidate = (tags: readonly string[]) => Promise<void>;

/**
 * A bus that voids what an event makes untrue: of the subgraph's own events before they are published, as they are true
 * by then, and of those of others once they have taken effect here. An event that comes again does so again, so that
 * nothing is lost with a process.
 */
export function cachingBus(
  bus: Bus,
  { name, cacheRules = {} }: { name: string; cacheRules?: CacheRules },
  invalidate: Invalidate,
): Bus {
  const tagsOf = (event: AnyEvent): readonly string[] => {
    // The name picks the rule whose parameter is that name's envelope; TypeScript cannot follow the pairing.
    const rule = cacheRules.events?.[event.name] as ((event: AnyEvent) => readonly string[]) | undefined;
    return rule ? rule(event) : [tenantTag(name, event.tenantId)];
  };
  return {
    publish: async (events) => {
      await invalidate([...new Set(events.flatMap(tagsOf))]);
      await bus.publish(events);
    },
    consume: (group, names, handler) =>
      bus.consume(group, names, async (event) => {
        await handler(event);
        await invalidate(tagsOf(event));
      }),
    subscribe: (names) => bus.subscribe(names),
    close: () => bus.close(),
  };
}
