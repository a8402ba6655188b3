import type { Event } from './event.entity';
import { isTakingRegistrations } from './is-taking-registrations';

const NOON = new Date('2026-11-20T12:00:00Z');
const hours = (count: number) => new Date(NOON.getTime() + count * 3_600_000);

const anEvent = (over: Partial<Event> = {}) =>
  ({
    status: 'PUBLISHED',
    startsAt: hours(5),
    registrationOpensAt: hours(-1),
    registrationClosesAt: hours(1),
    ...over,
  }) as Event;

it.each<[string, Partial<Event>, boolean]>([
  ['inside its window', {}, true],
  ['from the very moment registration opens', { registrationOpensAt: NOON }, true],
  ['without a window, until it begins', { registrationOpensAt: null, registrationClosesAt: null }, true],
  ['before registration opens', { registrationOpensAt: hours(0.5) }, false],
  ['from the very moment registration closes', { registrationClosesAt: NOON }, false],
  ['from the very moment it begins', { startsAt: NOON, registrationClosesAt: null }, false],
  ['while paused', { status: 'PAUSED' }, false],
  ['once cancelled', { status: 'CANCELLED' }, false],
  ['as a draft', { status: 'DRAFT' }, false],
])('an event %s', (_when, over, expected) => {
  expect(isTakingRegistrations(anEvent(over), NOON)).toBe(expected);
});
