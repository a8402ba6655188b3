/**
 * The topic on which it is told that places at an event were taken or given back. The name is known to a policy of the
 * table `topics`, too.
 */
export function placesAt(eventId: string): string {
  return `places at ${eventId}`;
}
