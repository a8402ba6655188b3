import type { EntityManager } from 'typeorm';
import { requireViewer, type Person } from '../../../kernel/auth/viewer';
import { civilDate } from '../../../kernel/clock';
import { once } from '../../../kernel/database/idempotency';
import { Refusal, refuse, type UserError } from '../../../kernel/errors';
import { recordOnTopic } from '../../../kernel/events/topics';
import { SchoolDay } from '../calendar/school-day.entity';
import { AttendanceCode } from '../code/attendance-code.entity';
import type { AttendanceContext } from '../context';
import { AttendanceRecord } from '../record/attendance-record.entity';
import { isExpectedOn } from '../roster/expected';
import type { AttendanceErrorCode, SubmitRegisterInput } from '../schema.generated';
import { AttendanceSession } from '../session/attendance-session.entity';
import { mayTake } from '../session/read-session';
import { checkMarks, type RegisterFacts } from './check-marks';
import { planMarks } from './plan-marks';
import { writeMarks } from './write-marks';
import { registersOf } from './registers-topic';

/** The register as it is now, and whether this very request had been carried out before. */
export interface SubmittedRegister {
  session: AttendanceSession;
  replayed: boolean;
}

/** What an idempotency key remembers. */
interface Submission {
  sessionId: string;
  version: number;
}

const refuseRegister = refuse<AttendanceErrorCode>;

/**
 * Takes or corrects a register: all marks or none, one new version, one event. Handing it in again with nothing
 * changed is a submission too; marks that say the same are not written again.
 * @throws Fault UNAUTHENTICATED for an anonymous caller
 * @throws Refusal with the codes of `AttendanceErrorCode`; STALE_REGISTER carries the register as it is now
 */
export async function submitRegister(
  context: Pick<AttendanceContext, 'db' | 'viewer' | 'clock' | 'loaders'>,
  input: SubmitRegisterInput,
): Promise<SubmittedRegister> {
  const viewer = requireViewer(context.viewer);
  await authorise(context, input.sessionId);
  const { idempotencyKey, ...request } = input;
  return context.db.transaction(async (tx) => {
    const act = { viewer, act: 'submitRegister', key: idempotencyKey, request };
    const { result, replayed } = await once(tx, act, () => submit(tx, viewer, input, context.clock.now()));
    const session = await tx.findOneByOrFail(AttendanceSession, {
      id: result.sessionId,
      tenantId: viewer.tenantId,
    });
    return { session, replayed };
  });
}

/** A register's school and section never change, so this holds for the transaction that follows. */
async function authorise(
  context: Pick<AttendanceContext, 'viewer' | 'loaders'>,
  sessionId: string,
): Promise<void> {
  const session = await context.loaders.sessionById.load(sessionId);
  const field = ['input', 'sessionId'];
  if (!session) return refuseRegister('NOT_FOUND', `AttendanceSession ${sessionId} not found.`, field);
  if (!(await mayTake(context, session))) {
    refuseRegister(
      'FORBIDDEN',
      'Only teachers of the section and the school’s office take its register.',
      field,
    );
  }
}

async function submit(
  tx: EntityManager,
  viewer: Person,
  input: SubmitRegisterInput,
  now: Date,
): Promise<Submission> {
  // The lock makes submissions of one register take turns; it also holds its roster still, see countExpected.
  const session = await tx.findOneOrFail(AttendanceSession, {
    where: { id: input.sessionId, tenantId: viewer.tenantId },
    lock: { mode: 'pessimistic_write' },
  });
  await requireOpen(tx, session, input.expectedVersion, now);

  const facts = await factsOf(tx, session);
  const problems = checkMarks(input, facts);
  if (problems.length > 0) throw new Refusal(problems);

  const stored = await tx.findBy(AttendanceRecord, { sessionId: session.id });
  const marks = planMarks(input, facts, stored);
  await writeMarks(tx, session, { marks, stored, stamp: { userId: viewer.userId, at: now } });
  return closeSubmission(tx, session, viewer.userId, now);
}

/** @throws Refusal where the register has moved on, is closed, or lies on a day without school or in the future */
async function requireOpen(
  tx: EntityManager,
  session: AttendanceSession,
  expectedVersion: number,
  now: Date,
): Promise<void> {
  if (session.version !== expectedVersion) {
    const message = `The register is at version ${session.version} by now.`;
    const error: UserError<AttendanceErrorCode> = {
      code: 'STALE_REGISTER',
      field: ['input', 'expectedVersion'],
      message,
    };
    throw new Refusal([error], { session });
  }
  if (session.state === 'LOCKED') refuseRegister('REGISTER_CLOSED', 'The register is locked.');
  if (session.state === 'CANCELLED') refuseRegister('REGISTER_CLOSED', 'The meeting was cancelled.');
  const { schoolId, schoolDate: date } = session;
  if (await tx.existsBy(SchoolDay, { schoolId, date, isInSession: false })) {
    refuseRegister('DAY_NOT_IN_SESSION', `The school is closed on ${date}.`);
  }
  const [{ timeZone }] = await tx.query<[{ timeZone: string }]>(
    'SELECT school_zone(school_id, $2, time_zone) AS "timeZone" FROM sections WHERE id = $1',
    [session.sectionId, now],
  );
  if (date > civilDate(now, timeZone)) {
    refuseRegister('DATE_IN_FUTURE', `The day of this register, ${date}, has not come.`);
  }
}

async function factsOf(
  tx: EntityManager,
  { tenantId, schoolId, sectionId, schoolDate }: AttendanceSession,
): Promise<RegisterFacts> {
  const codes = await tx.findBy(AttendanceCode, { tenantId, schoolId, isActive: true });
  const students = await tx.query<{ student_id: string }[]>(
    `SELECT DISTINCT entry.student_id FROM roster_entries entry
     WHERE entry.section_id = $1 AND ${isExpectedOn('entry', '$2::date')}`,
    [sectionId, schoolDate],
  );
  return {
    codes: new Map(codes.map((code) => [code.id, code])),
    expected: new Set(students.map((row) => row.student_id)),
  };
}

async function closeSubmission(
  tx: EntityManager,
  session: AttendanceSession,
  userId: string,
  now: Date,
): Promise<Submission> {
  const { id, tenantId, schoolId, sectionId, expectedCount } = session;
  const recordedCount = await tx.countBy(AttendanceRecord, { sessionId: id });
  const version = session.version + 1;
  const change = {
    state: 'SUBMITTED' as const,
    version,
    recordedCount,
    submittedAt: now,
    submittedBy: userId,
  };
  await tx.update(AttendanceSession, { id }, change);
  const payload = {
    sessionId: id,
    schoolId,
    sectionId,
    version,
    expectedCount,
    recordedCount,
    submittedBy: userId,
  };
  await recordOnTopic(tx, registersOf(schoolId), {
    name: 'register.submitted',
    tenantId,
    aggregateId: id,
    occurredAt: now,
    payload: { ...payload, submittedAt: now.toISOString() },
  });
  return { sessionId: id, version };
}
