import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import { recordAudit } from '../audit/record-audit';
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
export async function tellLinkChanged(
  tx: EntityManager,
  { action, actorUserId, schoolId, before, after, now }: LinkChange,
): Promise<void> {
  const { id, tenantId, guardianUserId, studentId, validFrom, validTo } = after;
  const { canSeeAttendance, canSeeGrades, canSeeFinance, canReportAbsence } = after;
  const { notifyBySms, notifyByEmail, notifyByPush } = after;
  await recordEvent(tx, {
    name: 'guardian_link.changed',
    tenantId,
    aggregateId: id,
    occurredAt: now,
    payload: {
      ...{ guardianLinkId: id, guardianUserId, studentId, schoolId, validFrom, validTo },
      ...{ canSeeAttendance, canSeeGrades, canSeeFinance, canReportAbsence },
      ...{ notifyBySms, notifyByEmail, notifyByPush },
    },
  });
  await recordAudit(tx, { tenantId, schoolId, actorUserId, action, subjectId: id, at: now, before, after });
}
