import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import { recordAudit } from '../audit/record-audit';
import { tellAccessChanged } from '../user/tell-access-changed';
import { User } from '../user/user.entity';
import type { GuardianLink } from './guardian-link.entity';

/** A change of a link, and what is to be remembered of it. */
export interface LinkChange {
  action: string;
  actorUserId: string;
  schoolId: string;
  before: GuardianLink | null;
  after: GuardianLink;
  /** First day on which it holds. */
  from: string;
  now: Date;
}

/** Tells other services and the audit of a change of a link. Hold a lock on the child. */
export async function tellLinkChanged(
  tx: EntityManager,
  { action, actorUserId, schoolId, before, after, from, now }: LinkChange,
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
  const guardian = await tx.findOneByOrFail(User, { id: guardianUserId, tenantId });
  await tellAccessChanged(tx, guardian, from, now);
  await recordAudit(tx, { tenantId, schoolId, actorUserId, action, subjectId: id, at: now, before, after });
}
