import { addDays } from '../../../kernel/clock';
import { refuse } from '../../../kernel/errors';
import type { SessionType, UsersErrorCode } from '../schema.generated';
import type { AcademicSession } from './academic-session.entity';
import { MAX_CALENDAR_DAYS } from './read-calendar';

const RANK: Record<SessionType, number> = { SCHOOL_YEAR: 0, SEMESTER: 1, TERM: 2, GRADING_PERIOD: 3 };

type Session = Pick<AcademicSession, 'id' | 'type' | 'title' | 'startDate' | 'endDate' | 'parentId'>;

/**
 * Checks all sessions of a school together: each lies within the larger one it is part of, and those of one type that
 * have the same parent do not overlap.
 * @param fieldOf where the client named a session; null for those that are stored
 * @throws Refusal INVALID_DATE, INVALID_ACADEMIC_SESSION
 */
export function checkSessions(
  sessions: readonly Session[],
  fieldOf: (session: Session) => string[] | null,
): void {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  for (const session of sessions) {
    checkDates(session, fieldOf(session));
    checkParent(session, session.parentId ? byId.get(session.parentId) : undefined, fieldOf(session));
  }
  const ordered = sessions.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
  const last = new Map<string, Session>();
  for (const session of ordered) {
    const siblings = `${session.type} ${session.parentId}`;
    const before = last.get(siblings);
    if (before && before.endDate >= session.startDate) {
      invalid(`${session.title} overlaps ${before.title}.`, fieldOf(session) ?? fieldOf(before));
    }
    last.set(siblings, session);
  }
}

function checkDates({ startDate, endDate }: Session, field: string[] | null): void {
  if (endDate < startDate) {
    refuse<UsersErrorCode>('INVALID_DATE', 'The session ends before it starts.', field);
  }
  if (endDate > addDays(startDate, MAX_CALENDAR_DAYS - 1)) {
    refuse<UsersErrorCode>('INVALID_DATE', `A session has at most ${MAX_CALENDAR_DAYS} days.`, field);
  }
}

function checkParent(session: Session, parent: Session | undefined, field: string[] | null): void {
  const isYear = session.type === 'SCHOOL_YEAR';
  if (isYear && session.parentId) invalid('A school year is part of nothing.', field);
  if (isYear) return;
  if (!parent) return invalid('The session it is part of is missing.', field);
  if (RANK[parent.type] >= RANK[session.type]) {
    invalid(`A ${session.type} is not part of a ${parent.type}.`, field);
  }
  if (session.startDate < parent.startDate || session.endDate > parent.endDate) {
    invalid(`${session.title} lies outside of ${parent.title}.`, field);
  }
}

function invalid(message: string, field: string[] | null): never {
  return refuse<UsersErrorCode>('INVALID_ACADEMIC_SESSION', message, field);
}
