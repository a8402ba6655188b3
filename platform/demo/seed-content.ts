import type { EntityManager } from 'typeorm';
import { addDays, civilDate, instantOf } from '../../kernel/clock';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { EventCapacity } from '../../subgraphs/resources/event/event-capacity.entity';
import { Event } from '../../subgraphs/resources/event/event.entity';
import { Registration } from '../../subgraphs/resources/registration/registration.entity';
import { Resource } from '../../subgraphs/resources/resource/resource.entity';
import { demoId } from './demo-id';
import type { Population } from './population';
import type { DemoSchool } from './schools';
import { demoCourses } from './seed-teaching';

/** An event of a school, told relative to the day the demo is made. */
interface DemoEvent {
  title: string;
  inDays: number;
  start: string;
  end: string;
  venue: string;
  capacity: number | null;
  /** How many students are registered from the start. */
  registered: number;
  isPublic: boolean;
  /** Share of the yearly fee, in thousandths; 0 for free. */
  priceShare: bigint;
  status: Event['status'];
}

const EVENTS: readonly DemoEvent[] = [
  { title: 'Open evening', inDays: 3, start: '18:00', end: '20:30', venue: 'Main hall', capacity: 120, registered: 14, isPublic: true, priceShare: 0n, status: 'PUBLISHED' },
  { title: 'Science fair', inDays: 9, start: '09:00', end: '15:00', venue: 'Laboratories', capacity: 12, registered: 12, isPublic: true, priceShare: 0n, status: 'PUBLISHED' },
  { title: 'Choir night', inDays: 0, start: '19:00', end: '21:00', venue: 'Chapel', capacity: 80, registered: 25, isPublic: true, priceShare: 5n, status: 'PUBLISHED' },
  { title: 'Trip to the museum', inDays: 21, start: '07:30', end: '17:00', venue: 'National museum', capacity: 30, registered: 22, isPublic: false, priceShare: 20n, status: 'PUBLISHED' },
  { title: 'Sports day', inDays: 14, start: '08:00', end: '16:00', venue: 'Playing fields', capacity: null, registered: 30, isPublic: false, priceShare: 0n, status: 'PUBLISHED' },
  { title: 'Chess tournament', inDays: 5, start: '14:00', end: '18:00', venue: 'Library', capacity: 16, registered: 4, isPublic: false, priceShare: 0n, status: 'CANCELLED' },
]; // prettier-ignore

/** Fills the resources database with one school's material, events and registrations. */
export async function seedContent(
  tx: EntityManager,
  { school, students, guardians }: Population,
  now: Date,
): Promise<void> {
  await tx.insert(
    Resource,
    demoCourses(school).flatMap((course, i) => materialsOf(school, course, i, now)),
  );
  const ids = { tenantId: school.tenantId, schoolId: school.id };
  for (const event of EVENTS) {
    const row = eventRow(school, event, now);
    await tx.insert(Event, row);
    await tx.insert(EventCapacity, {
      eventId: row.id,
      tenantId: school.tenantId,
      capacity: event.capacity,
      confirmed: event.registered,
    });
    const attendees = students.slice(0, event.registered).map(({ id: studentId }) => ({
      ...ids,
      id: demoId(ID_PREFIXES.Registration, `${row.id} ${studentId}`),
      eventId: row.id,
      studentId,
      status: 'CONFIRMED' as const,
      quantity: 1,
      registeredAt: now,
      registeredBy: guardians[0]!.userId,
      cancelledAt: null,
    }));
    await tx.insert(Registration, attendees);
  }
}

function eventRow(school: DemoSchool, event: DemoEvent, now: Date): Event {
  const date = addDays(civilDate(now, school.timeZone), event.inDays);
  const price = (school.fee * event.priceShare) / 1000n;
  return {
    id: demoId(ID_PREFIXES.Event, `${school.name} ${event.title}`),
    tenantId: school.tenantId,
    schoolId: school.id,
    title: event.title,
    description: `${event.title} at ${school.name}.`,
    status: event.status,
    startsAt: instantOf(date, event.start, school.timeZone),
    endsAt: instantOf(date, event.end, school.timeZone),
    timeZone: school.timeZone,
    venue: event.venue,
    isPublic: event.isPublic,
    priceMinorUnits: price === 0n ? null : price,
    priceCurrency: price === 0n ? null : school.currency,
    registrationOpensAt: null,
    registrationClosesAt: null,
  };
}

type CourseFacts = ReturnType<typeof demoCourses>[number];

/** Two published resources and a draft nobody sees yet, for each course. */
function materialsOf(school: DemoSchool, course: CourseFacts, index: number, now: Date): Resource[] {
  const kinds = ['PAGE', 'FILE', 'LINK'] as const;
  return kinds.map((kind, i) => {
    const slug = `${course.courseCode.toLowerCase()}-${kind.toLowerCase()}`;
    const isDraft = kind === 'LINK';
    return {
      id: demoId(ID_PREFIXES.Resource, `${school.name} ${slug}`),
      tenantId: school.tenantId,
      schoolId: school.id,
      courseId: course.id,
      slug,
      kind,
      status: isDraft ? ('DRAFT' as const) : ('PUBLISHED' as const),
      title: `${course.title}: ${kind === 'PAGE' ? 'course guide' : kind === 'FILE' ? 'exercises' : 'further reading'}`,
      summary: null,
      subject: course.subject,
      url: `https://content.${school.domain}/${slug}`,
      isPublic: kind === 'PAGE',
      publishedAt: isDraft ? null : new Date(now.getTime() - (index * 3 + i) * 3_600_000),
    };
  });
}
