import type { EntityManager } from 'typeorm';
import { civilDate } from '../../../kernel/clock';
import { SchoolTimeZone } from './school-time-zone.entity';

/** A zone and the first day on which it holds. */
export type DatedZone = Pick<SchoolTimeZone, 'effectiveFrom' | 'timeZone'>;

/** The first day that there is; see the scalar Date. */
export const FROM_THE_BEGINNING = '1900-01-01';

/** Zones by the first day on which they hold. */
export function inOrder<Z extends DatedZone>(zones: readonly Z[]): Z[] {
  return zones.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
}

/** The zone that a school's clocks show at an instant: the last one whose first day has come, by its own calendar. */
export function zoneAt(zones: readonly DatedZone[], instant: Date): string {
  return zoneWhere(zones, (zone) => zone.effectiveFrom <= civilDate(instant, zone.timeZone));
}

/** The zone of a school on a civil date. */
export function zoneOn(zones: readonly DatedZone[], date: string): string {
  return zoneWhere(zones, ({ effectiveFrom }) => effectiveFrom <= date);
}

function zoneWhere(zones: readonly DatedZone[], holds: (zone: DatedZone) => boolean): string {
  const zone = inOrder(zones).findLast(holds);
  if (!zone) throw new Error('a school without a time zone');
  return zone.timeZone;
}

/** The zone of a school at an instant, in the transaction that needs it. */
export async function zoneOf(tx: EntityManager, schoolId: string, now: Date): Promise<string> {
  return zoneAt(await tx.findBy(SchoolTimeZone, { schoolId }), now);
}

/** The civil date at a school. */
export async function todayAt(tx: EntityManager, schoolId: string, now: Date): Promise<string> {
  return civilDate(now, await zoneOf(tx, schoolId, now));
}
