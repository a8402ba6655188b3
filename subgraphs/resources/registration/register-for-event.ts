import type { EntityManager } from 'typeorm';
import { requireViewer, type Person, type Viewer } from '../../../kernel/auth/viewer';
import { violatedConstraint } from '../../../kernel/database/errors';
import { once } from '../../../kernel/database/idempotency';
import { refuse } from '../../../kernel/errors';
import { recordOnTopic } from '../../../kernel/events/topics';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { ResourcesContext } from '../context';
import { Event } from '../event/event.entity';
import { restrictToVisibleEvents, studentsOf } from '../event/event.policy';
import { isTakingRegistrations } from '../event/is-taking-registrations';
import type { RegisterForEventInput, ResourcesErrorCode } from '../schema.generated';
import { SchoolStudent } from '../student/school-student.entity';
import { takePlaces } from './event-places';
import { forgetRegistrations } from './forget-registrations';
import { placesAt } from './places-topic';
import { Registration } from './registration.entity';
import { canActFor, isOfSchool } from './registration.policy';

const MAX_QUANTITY = 10;
/** The index that lets one registration of a student for an event be in force. */
const ONE_CONFIRMED = 'registrations_one_confirmed';

/** What {@link registerForEvent} needs of a context. */
export type RegistrationContext = Pick<ResourcesContext, 'db' | 'viewer' | 'clock' | 'loaders'>;

interface Wish {
  viewer: Person;
  event: Event;
  studentId: string;
  quantity: number;
  now: Date;
}

/**
 * Takes places at an event for a student. Places taken never exceed the capacity, however many ask at once.
 * @throws Fault UNAUTHENTICATED for an anonymous caller
 * @throws Refusal with a code of `ResourcesErrorCode`; nothing is written then
 */
export async function registerForEvent(
  { db, viewer, clock, loaders }: RegistrationContext,
  { eventId, studentId, quantity = 1, idempotencyKey }: RegisterForEventInput,
): Promise<{ registration: Registration; replayed: boolean }> {
  const asker = requireViewer(viewer);
  if (quantity < 1 || quantity > MAX_QUANTITY) {
    refuse<ResourcesErrorCode>('INVALID_QUANTITY', `Between 1 and ${MAX_QUANTITY} places can be taken.`, [
      'input',
      'quantity',
    ]);
  }
  const act = {
    viewer: asker,
    act: 'registerForEvent',
    key: idempotencyKey,
    request: { eventId, studentId, quantity },
  };
  const answer = await db
    .transaction(async (tx) => {
      const event = await authorizedEvent(tx, asker, eventId, studentId);
      const wish = { viewer: asker, event, studentId, quantity, now: clock.now() };
      const { result: id, replayed } = await once(tx, act, () => register(tx, wish));
      return {
        registration: await tx.findOneByOrFail(Registration, { id, tenantId: asker.tenantId }),
        replayed,
      };
    })
    .catch((error: unknown) => {
      // Two at once for the same student: the later one learns of the earlier from the index.
      if (violatedConstraint(error) === ONE_CONFIRMED) refuseAsRegistered();
      throw error;
    });
  forgetRegistrations(loaders, eventId);
  return answer;
}

/** The event, locked against a change of its status, if the viewer may register this student for it. */
async function authorizedEvent(
  tx: EntityManager,
  viewer: Viewer,
  eventId: string,
  studentId: string,
): Promise<Event> {
  const query = tx.createQueryBuilder(Event, 'row').where({ id: eventId, tenantId: viewer.tenantId });
  restrictToVisibleEvents(viewer)(query);
  const event = await query.setLock('pessimistic_read').getOne();
  if (!event) refuse<ResourcesErrorCode>('NOT_FOUND', `Event ${eventId} not found.`, ['input', 'eventId']);
  if (!canActFor(viewer, event, studentId) || !(await isKnown(tx, viewer, event, studentId))) {
    refuse<ResourcesErrorCode>('NOT_FOUND', `Student ${studentId} not found.`, ['input', 'studentId']);
  }
  if (!isOfSchool(viewer, event, studentId)) {
    refuse<ResourcesErrorCode>('FORBIDDEN', 'The event is for the students of another school.', null);
  }
  return event;
}

/** Of themselves and of wards the token tells; whom staff name is looked up among the students of the school. */
async function isKnown(
  tx: EntityManager,
  viewer: Viewer,
  { schoolId, tenantId }: Event,
  studentId: string,
): Promise<boolean> {
  if (studentsOf(viewer).includes(studentId)) return true;
  return tx.existsBy(SchoolStudent, { studentId, schoolId, tenantId });
}

/** @returns the new registration's id */
async function register(
  tx: EntityManager,
  { viewer, event, studentId, quantity, now }: Wish,
): Promise<string> {
  if (!isTakingRegistrations(event, now)) {
    refuse<ResourcesErrorCode>('REGISTRATION_CLOSED', 'The event is not taking registrations now.', null);
  }
  await refuseTwice(tx, event.id, studentId);
  if (!(await takePlaces(tx, event.id, quantity))) {
    // The last places may have gone to this very student while we waited for the counter.
    await refuseTwice(tx, event.id, studentId);
    refuse<ResourcesErrorCode>('EVENT_FULL', 'Fewer places are left than were asked for.', null);
  }
  const { tenantId, schoolId, id: eventId } = event;
  const registrationId = newId(ID_PREFIXES.Registration, now.getTime());
  await tx.insert(Registration, {
    id: registrationId,
    tenantId,
    schoolId,
    eventId,
    studentId,
    status: 'CONFIRMED',
    quantity,
    registeredAt: now,
    registeredBy: viewer.userId,
    cancelledAt: null,
  });
  await recordOnTopic(tx, placesAt(eventId), {
    name: 'registration.confirmed',
    tenantId,
    aggregateId: eventId,
    occurredAt: now,
    payload: { eventId, registrationId, studentId, schoolId },
  });
  return registrationId;
}

async function refuseTwice(tx: EntityManager, eventId: string, studentId: string): Promise<void> {
  if (await tx.existsBy(Registration, { eventId, studentId, status: 'CONFIRMED' })) refuseAsRegistered();
}

function refuseAsRegistered(): never {
  return refuse<ResourcesErrorCode>(
    'ALREADY_REGISTERED',
    'The student already has a registration for this event.',
    null,
  );
}
