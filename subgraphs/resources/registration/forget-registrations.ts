import type { ResourcesContext } from '../context';

/** After a change of an event's registrations: the rest of the operation reads them and the places left anew. */
export function forgetRegistrations(loaders: ResourcesContext['loaders'], eventId: string): void {
  loaders.capacityByEvent.clear(eventId);
  loaders.registrationById.clearAll();
  loaders.registrationsByStudent.clearAll();
  loaders.upcomingRegistrationsByStudent.clearAll();
}
