import type { EntityManager } from 'typeorm';
import { recordEvent, type NewEvent } from '../../../kernel/events/record-event';
import { recordAudit, type Act } from '../audit/record-audit';
import type { GuardianLink } from './guardian-link.entity';

/** A change of a link, and what is to be remembered of it. */
export interface LinkChange {
  action: string;
  actorUserId: string;
  schoolId: string;
  before: GuardianLink | null;
  after: GuardianLink;
  now: Date;
}

/** Tells other services and the audit of a change of a link. Hold a lock on the child. */
export async function tellLinkChanged(tx: EntityManager, change: LinkChange): Promise<void> {
  await recordEvent(tx, linkChangedEvent(change));
  await recordAudit(tx, linkAct(change));
}

/** What a link is by now. */
export function linkChangedEvent({ schoolId, after, now }: LinkChange): NewEvent<'guardian_link.changed'> {
  const { id, tenantId, guardianUserId, studentId, validFrom, validTo } = after;
  const { canSeeAttendance, canSeeGrades, canSeeFinance, canReportAbsence } = after;
  const { notifyBySms, notifyByEmail, notifyByPush } = after;
  return {
    name: 'guardian_link.changed',
    tenantId,
    aggregateId: id,
    occurredAt: now,
    payload: {
      ...{ guardianLinkId: id, guardianUserId, studentId, schoolId, validFrom, validTo },
      ...{ canSeeAttendance, canSeeGrades, canSeeFinance, canReportAbsence },
      ...{ notifyBySms, notifyByEmail, notifyByPush },
    },
  };
}

/** A change of a link, for the audit. */
export function linkAct({ action, actorUserId, schoolId, before, after, now }: LinkChange): Act {
  const { id: subjectId, tenantId } = after;
  return { tenantId, schoolId, actorUserId, action, subjectId, at: now, before, after };
}
