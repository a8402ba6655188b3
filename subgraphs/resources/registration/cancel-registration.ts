import type { EntityManager } from 'typeorm';
import { requireViewer } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import { recordOnTopic } from '../../../kernel/events/topics';
import type { CancelRegistrationInput, ResourcesErrorCode } from '../schema.generated';
import { lockPlaces, returnPlaces } from './event-places';
import { forgetRegistrations } from './forget-registrations';
import { placesAt } from './places-topic';
import type { RegistrationContext } from './register-for-event';
import { Registration } from './registration.entity';
import { restrictToVisibleRegistrations } from './registration.policy';

/**
 * Gives the places of a registration back, once however often and by however many it is asked for.
 * @throws Fault UNAUTHENTICATED for an anonymous caller
 * @throws Refusal NOT_FOUND for a registration the caller may not see; ALREADY_CANCELLED for one cancelled before
 */
export async function cancelRegistration(
  { db, viewer, clock, loaders }: RegistrationContext,
  { registrationId: id }: CancelRegistrationInput,
): Promise<Registration> {
  const asker = requireViewer(viewer);
  const cancelled = await db.transaction(async (tx) => {
    const query = tx.createQueryBuilder(Registration, 'row').where({ id });
    restrictToVisibleRegistrations(asker)(query);
    const registration = await query.getOne();
    if (!registration) {
      refuse<ResourcesErrorCode>('NOT_FOUND', `Registration ${id} not found.`, ['input', 'registrationId']);
    }
    await lockPlaces(tx, registration.eventId);
    const change = { status: 'CANCELLED', cancelledAt: clock.now() } as const;
    const { affected } = await tx.update(Registration, { id, status: 'CONFIRMED' }, change);
    if (affected === 0) {
      refuse<ResourcesErrorCode>('ALREADY_CANCELLED', 'The registration was cancelled before.', null);
    }
    await returnPlaces(tx, registration.eventId, registration.quantity);
    await tellCancelled(tx, registration, change.cancelledAt);
    return { ...registration, ...change };
  });
  forgetRegistrations(loaders, cancelled.eventId);
  return cancelled;
}

function tellCancelled(
  tx: EntityManager,
  { id: registrationId, tenantId, eventId, studentId, schoolId }: Registration,
  occurredAt: Date,
): Promise<void> {
  return recordOnTopic(tx, placesAt(eventId), {
    ...{ name: 'registration.cancelled', tenantId, aggregateId: eventId, occurredAt },
    payload: { eventId, registrationId, studentId, schoolId },
  });
}
