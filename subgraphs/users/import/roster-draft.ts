import type { NewEvent } from '../../../kernel/events/record-event';
import type { EventName } from '../../../schema/events';
import type { Act } from '../audit/record-audit';
import type { SchoolEnrollment } from '../enrollment/school-enrollment.entity';
import { guardianOf } from '../guardian/ensure-guardian';
import type { Guardian } from '../guardian/guardian.entity';
import type { GuardianLink } from '../guardian/guardian-link.entity';
import type { Staff } from '../staff/staff.entity';
import type { Student } from '../student/student.entity';
import type { RoleAssignment } from '../user/role-assignment.entity';
import type { User } from '../user/user.entity';
import type { Tie } from '../user/user.policy';
import { DraftLog, DraftTable, Journal } from './draft-table';
import type { ExternalName } from './external-ids';

/** What another system calls one of our objects. */
export type DraftName = ExternalName & { id: string; objectId: string };

export type NewStaff = Pick<Staff, 'id' | 'tenantId' | 'userId' | 'schoolId'>;

/**
 * The people that some rows are about, as they are stored and as they are to be. Rows are applied to it in memory; what
 * comes of them is written at once, or not at all.
 */
export type RosterDraft = ReturnType<typeof emptyDraft>;

export function emptyDraft() {
  const journal = new Journal();
  /** What the database compares of an address, by the address. */
  const comparedEmails = new Map<string, string>();
  const comparedEmail = (email: string) => comparedEmails.get(email) ?? sameAddress(email);
  return {
    journal,
    comparedEmails,
    users: new DraftTable<User, 'email'>(journal, { email: ({ email }) => email && comparedEmail(email) }),
    students: new DraftTable<Student, 'user' | 'number'>(journal, {
      user: ({ userId }) => userId,
      number: ({ schoolId, studentNumber }) => numberKey(schoolId, studentNumber),
    }),
    stays: new DraftTable<SchoolEnrollment, 'student' | 'number'>(journal, {
      student: ({ studentId }) => studentId,
      number: ({ schoolId, studentNumber }) => studentNumber && numberKey(schoolId, studentNumber),
    }),
    roles: new DraftTable<RoleAssignment, 'user' | 'org'>(journal, {
      user: ({ userId }) => userId,
      org: ({ orgId }) => orgId,
    }),
    staff: new DraftTable<NewStaff, 'place'>(journal, {
      place: ({ userId, schoolId }) => `${userId} ${schoolId}`,
    }),
    guardians: new DraftTable<Guardian>(journal, {}),
    links: new DraftTable<GuardianLink, 'pair'>(journal, {
      pair: ({ guardianUserId, studentId }) => `${guardianUserId} ${studentId}`,
    }),
    names: new DraftTable<DraftName, 'object'>(journal, { object: ({ objectId }) => objectId }),
    events: new DraftLog<NewEvent<EventName>>(journal),
    acts: new DraftLog<Act>(journal),
    /** By person; those that are given by the draft are among them. */
    ties: new Map<string, readonly Tie[]>(),
    /** People who can sign in. */
    withPassword: new Set<string>(),
    /** People of whom everything is read. */
    known: new Set<string>(),
    /** The civil date at each school that somebody is or was at. */
    todays: new Map<string, string>(),
    /** Organisations that lose an administrator: they are locked first. */
    losing: new Set<string>(),
  };
}

/** Equal for addresses that the database takes for the same one, but for letters of few languages. */
export function sameAddress(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

export function numberKey(schoolId: string, studentNumber: string): string {
  return `${schoolId} ${studentNumber}`;
}

export function nameKey({ type, value }: Pick<ExternalName, 'type' | 'value'>): string {
  return `${type} ${value}`;
}

/** Makes a person a guardian; who is already stays one. */
export function addGuardian({ guardians }: RosterDraft, user: Pick<User, 'id' | 'tenantId'>): void {
  const guardian = guardianOf(user);
  if (!guardians.get(guardian.id)) guardians.save(guardian);
}

/** What ties somebody to organisations, for policies. */
export function tiesOf({ ties }: RosterDraft, userId: string): readonly Tie[] {
  return ties.get(userId) ?? [];
}

/** Ties somebody to an organisation that has just become theirs. */
export function addTie({ ties, journal }: RosterDraft, userId: string, tie: Tie): void {
  const before = ties.get(userId) ?? [];
  if (before.some(({ orgId, as }) => orgId === tie.orgId && as === tie.as)) return;
  ties.set(userId, [...before, tie]);
  journal.note(() => void ties.set(userId, before));
}
