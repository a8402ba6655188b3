import type { DataSource } from 'typeorm';
import { newId } from '../../kernel/ids';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { EventCapacity } from '../../subgraphs/resources/event/event-capacity.entity';
import { Event } from '../../subgraphs/resources/event/event.entity';
import { Registration } from '../../subgraphs/resources/registration/registration.entity';
import { Resource } from '../../subgraphs/resources/resource/resource.entity';
import { SchoolStudent } from '../../subgraphs/resources/student/school-student.entity';
import { studentsKnownAs } from './known-students';

/** A school as this service knows it: two ids. */
export interface SchoolIds {
  tenantId: string;
  schoolId: string;
}

/** A school that is a tenant of its own, unless said otherwise. */
export function someSchool(tenantId: string = newId('org')): SchoolIds {
  return { tenantId, schoolId: newId(ID_PREFIXES.School) };
}

export const aStudentOf = studentsKnownAs(SchoolStudent);

/** A published resource for the people of the school. */
export function aResource(
  db: DataSource,
  school: SchoolIds,
  over: Partial<Resource> = {},
): Promise<Resource> {
  const id = newId(ID_PREFIXES.Resource);
  return db.manager.save(Resource, {
    id,
    ...school,
    courseId: null,
    slug: id.toLowerCase().replace('_', '-'),
    kind: 'FILE',
    status: 'PUBLISHED',
    title: 'Photosynthesis',
    summary: null,
    subject: null,
    url: 'https://files.example.org/photosynthesis.pdf',
    isPublic: false,
    publishedAt: new Date('2026-09-01T08:00:00Z'),
    ...over,
  });
}

/** A free, published event for the people of the school, far in the future; unlimited unless a capacity is given. */
export function anEvent(
  db: DataSource,
  school: SchoolIds,
  { capacity = null, ...over }: Partial<Event> & { capacity?: number | null } = {},
): Promise<Event> {
  const id = newId(ID_PREFIXES.Event);
  return db.transaction(async (tx) => {
    const event = await tx.save(Event, {
      id,
      ...school,
      title: 'Science fair',
      description: null,
      status: 'PUBLISHED',
      startsAt: new Date('2099-05-01T09:00:00Z'),
      endsAt: new Date('2099-05-01T12:00:00Z'),
      timeZone: 'Africa/Nairobi',
      venue: null,
      isPublic: false,
      priceMinorUnits: null,
      priceCurrency: null,
      registrationOpensAt: null,
      registrationClosesAt: null,
      ...over,
    });
    await tx.insert(EventCapacity, { eventId: id, tenantId: school.tenantId, capacity, confirmed: 0 });
    return event;
  });
}

/** A student's confirmed place at an event, counted as one that was registered for. */
export function aRegistration(
  db: DataSource,
  event: Event,
  studentId: string,
  over: Partial<Registration> = {},
): Promise<Registration> {
  return db.transaction(async (tx) => {
    const registration = await tx.save(Registration, {
      id: newId(ID_PREFIXES.Registration),
      tenantId: event.tenantId,
      schoolId: event.schoolId,
      eventId: event.id,
      studentId,
      status: 'CONFIRMED',
      quantity: 1,
      registeredAt: new Date('2026-09-01T08:00:00Z'),
      registeredBy: newId(ID_PREFIXES.User),
      cancelledAt: null,
      ...over,
    });
    if (registration.status === 'CONFIRMED') {
      await tx.increment(EventCapacity, { eventId: event.id }, 'confirmed', registration.quantity);
    }
    return registration;
  });
}
