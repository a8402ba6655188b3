import type { StatePosition } from '../../kernel/events/follow-state';
import type { Connection } from '../../kernel/graphql/pagination';
import type { Event } from './event/event.entity';
import type { Registration } from './registration/registration.entity';
import type { Resource } from './resource/resource.entity';

/** What resolvers receive for each GraphQL type: the stored row, not the type's fields. */
export type { Resource } from './resource/resource.entity';
export type { Event } from './event/event.entity';
export type { EventCapacity as EventAvailability } from './event/event-capacity.entity';
/** Where the event’s places stand; they are counted where that is selected. */
export type EventAvailabilityChanged = StatePosition & { eventId: string };
export type { Registration } from './registration/registration.entity';

export type ResourceConnection = Connection<Resource>;
export type EventConnection = Connection<Event>;
export type RegistrationConnection = Connection<Registration>;

/** Objects of other services: nothing but their ids is known here. */
export type School = { id: string };
export type Student = { id: string };
export type Course = { id: string };
