import { filterMap } from '../../../kernel/async-iterator';
import { notFound } from '../../../kernel/errors';
import { followState } from '../../../kernel/events/follow-state';
import { createResourcesLoaders, type ResourcesContext } from '../context';
import type { Event } from '../event/event.entity';
import type { EventAvailabilityChanged } from '../mappers';
import { placesAt } from './places-topic';

/** As the places of a popular event go, everybody looks at it; nobody sees more than two numbers a second. */
const EVERY_MS = 500;

type Context = Pick<ResourcesContext, 'db' | 'bus' | 'viewer' | 'clock'>;

/**
 * How many places are left at an event: now, or once that is newer than what was seen, and then as it changes, twice a
 * second at most. For those who see the event, as long as they do.
 * @param after the cursor of what was seen last
 * @throws Fault NOT_FOUND for an event that the caller may not see; BAD_USER_INPUT where `after` is no cursor
 */
export async function watchPlaces(
  context: Context,
  eventId: string,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<{ eventAvailability: EventAvailabilityChanged }>> {
  const { tenantId } = await requireEvent(context, eventId);
  const positions = await followState(context, {
    ...{ tenantId, topic: placesAt(eventId), names: ['registration.confirmed', 'registration.cancelled'] },
    concerns: ({ payload }) => payload.eventId === eventId,
    ...{ after, everyMs: EVERY_MS },
  });
  return filterMap(positions, async (position) => {
    await requireEvent(context, eventId);
    return { eventAvailability: { ...position, eventId } };
  });
}

/** Asked anew for each event of the stream: what was public may not be so any more. */
async function requireEvent({ db, viewer, clock }: Context, eventId: string): Promise<Event> {
  const event = await createResourcesLoaders(db, viewer, clock).eventById.load(eventId);
  if (!event) throw notFound('Event', eventId);
  return event;
}
