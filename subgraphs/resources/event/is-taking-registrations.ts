import type { Event } from './event.entity';

/**
 * Whether places at the event can be taken at `now`: it is published, has not begun, and its registration is open.
 * An event without a window takes registrations until it begins.
 */
export function isTakingRegistrations(event: Event, now: Date): boolean {
  const { status, startsAt, registrationOpensAt, registrationClosesAt } = event;
  return (
    status === 'PUBLISHED' &&
    now < startsAt &&
    (registrationOpensAt === null || registrationOpensAt <= now) &&
    (registrationClosesAt === null || now < registrationClosesAt)
  );
}
