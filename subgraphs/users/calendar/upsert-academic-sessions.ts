import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { AcademicSessionInput, UpsertAcademicSessionsInput, UsersErrorCode } from '../schema.generated';
import { lockSchool } from '../school/lock-school';
import { administerSchool } from '../school/require-school';
import type { School } from '../school/school.entity';
import { readText } from '../text/read-text';
import { AcademicSession } from './academic-session.entity';
import { checkSessions } from './check-sessions';
import { daysAround, tellCalendar } from './tell-calendar';

const MAX_SESSIONS = 50;

/**
 * Adds or replaces years, terms and grading periods; those that are not named stay.
 * @returns the named sessions as they are now
 * @throws Refusal NOT_FOUND, FORBIDDEN, TOO_MANY, INVALID_TEXT, INVALID_DATE, INVALID_ACADEMIC_SESSION
 */
export async function upsertAcademicSessions(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  { schoolId, sessions: inputs }: UpsertAcademicSessionsInput,
): Promise<AcademicSession[]> {
  const { viewer, school } = await administerSchool(context, schoolId);
  if (inputs.length > MAX_SESSIONS) {
    refuse<UsersErrorCode>('TOO_MANY', `At most ${MAX_SESSIONS} sessions at once.`, ['input', 'sessions']);
  }
  const now = context.clock.now();
  return context.db.transaction(async (tx) => {
    const locked = await lockSchool(tx, school);
    const stored = await tx.findBy(AcademicSession, { schoolId, tenantId: school.tenantId });
    const sessions = inputs.map((input, i) => readSession(locked, input, stored, fieldAt(i)));
    withSchoolYears(sessions, stored);
    checkSessions(merge(stored, sessions), (session) => fieldOf(sessions, session));
    await tx.save(AcademicSession, sessions);
    await tellYears(tx, locked, [...stored, ...sessions], sessions, now);
    await recordAudit(tx, {
      tenantId: school.tenantId,
      schoolId,
      actorUserId: viewer.userId,
      action: 'academic_sessions.changed',
      subjectId: schoolId,
      at: now,
      before: stored,
      after: sessions,
    });
    return sessions;
  });
}

const fieldAt = (i: number) => ['input', 'sessions', String(i)];

function fieldOf(sessions: readonly AcademicSession[], { id }: Pick<AcademicSession, 'id'>): string[] | null {
  const i = sessions.findIndex((session) => session.id === id);
  return i < 0 ? null : fieldAt(i);
}

function readSession(
  { id: schoolId, tenantId }: School,
  { id, title, type, startDate, endDate, parentId = null }: AcademicSessionInput,
  stored: readonly AcademicSession[],
  field: string[],
): AcademicSession {
  if (id && !stored.some((session) => session.id === id)) {
    refuse<UsersErrorCode>('NOT_FOUND', 'The school has no such session.', [...field, 'id']);
  }
  return {
    id: id ?? newId(ID_PREFIXES.AcademicSession),
    tenantId,
    schoolId,
    parentId,
    type,
    title: readText(title, [...field, 'title']),
    schoolYear: Number(endDate.slice(0, 4)),
    startDate,
    endDate,
  };
}

/** A part belongs to the year of what it is part of, whenever it ends itself. Parents come before their parts. */
function withSchoolYears(sessions: readonly AcademicSession[], stored: readonly AcademicSession[]): void {
  const all = merge(stored, sessions);
  for (const session of sessions) {
    const parent = all.find(({ id }) => id === session.parentId);
    if (parent) session.schoolYear = parent.schoolYear;
  }
}

function merge(stored: readonly AcademicSession[], changed: readonly AcademicSession[]): AcademicSession[] {
  const ids = new Set(changed.map(({ id }) => id));
  return [...stored.filter(({ id }) => !ids.has(id)), ...changed];
}

/** Days are in session within school years alone: of each that changes, those it had and those it has are told. */
async function tellYears(
  tx: EntityManager,
  school: School,
  versions: readonly AcademicSession[],
  changed: readonly AcademicSession[],
  now: Date,
): Promise<void> {
  for (const year of changed.filter(({ type }) => type === 'SCHOOL_YEAR')) {
    const ranges = versions.filter(({ id }) => id === year.id);
    for (const range of ranges) {
      const days = daysAround([{ start: range.startDate, end: range.endDate }]);
      if (days) await tellCalendar(tx, school, days, now);
    }
  }
}
