import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { AuditEvent } from './audit-event.entity';

/** An act that is to be remembered. */
export interface Act {
  tenantId: string;
  /** The school it concerns; absent where it concerns several, or none. */
  schoolId?: string | null;
  /** Who did it; null for the system itself. */
  actorUserId: string | null;
  /** `noun.past-verb`, such as `role.assigned`. */
  action: string;
  subjectId?: string | null;
  at: Date;
  /** Where the call came from, as the gateway saw it. */
  address?: string | null;
  /** Why, in the words of who does it. */
  reason?: string | null;
  /** The object before and after; only digests of them are kept. */
  before?: object | null;
  after?: object | null;
}

/** Remembers an act, in the transaction that does it: there is no change without its trace, and no trace without it. */
export async function recordAudit(tx: EntityManager, act: Act): Promise<void> {
  await recordAudits(tx, [act]);
}

/** {@link recordAudit} for many acts in one statement. */
export async function recordAudits(tx: EntityManager, acts: readonly Act[]): Promise<void> {
  if (acts.length > 0) await tx.insert(AuditEvent, acts.map(toEvent));
}

function toEvent(act: Act): AuditEvent {
  return {
    id: newId('aud', act.at.getTime()),
    tenantId: act.tenantId,
    schoolId: act.schoolId ?? null,
    actorUserId: act.actorUserId,
    action: act.action,
    subjectId: act.subjectId ?? null,
    occurredAt: act.at,
    address: act.address ?? null,
    reason: act.reason ?? null,
    beforeHash: digest(act.before),
    afterHash: digest(act.after),
  };
}

/** SHA-256 over the object's fields by name, so that equal objects have equal digests. */
function digest(value: object | null | undefined): string | null {
  if (!value) return null;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
