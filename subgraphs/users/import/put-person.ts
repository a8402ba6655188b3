import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { readAll } from '../text/read-all';
import { readEmail, readPhone } from '../user/read-contact';
import { readName, readPronouns } from '../user/read-name';
import type { User } from '../user/user.entity';
import { canUpdateEmail } from '../user/user.policy';
import { isAddressOf, reachOf, type Reach } from './reach';
import { tiesOf } from './roster-draft';
import { refuseRow } from './row';
import { tellStudent } from './settle-draft';
import type { Change, Plan } from './unit';

/** What a row says of a person; what it leaves empty is left as it is. */
export interface PersonRow {
  givenName: string;
  familyName: string;
  preferredGivenName?: string;
  email?: string;
  phone?: string;
  pronouns?: string;
}

/** A person of a row, and what had to be done. */
export interface PutPerson {
  user: User;
  change: Change;
}

export type Person = Pick<
  User,
  'givenName' | 'familyName' | 'preferredGivenName' | 'email' | 'phone' | 'pronouns'
>;

/** @throws Refusal with all that is wrong */
export function readPerson(row: PersonRow): Person {
  return readAll({
    givenName: () => readName(row.givenName, ['givenName']),
    familyName: () => readName(row.familyName, ['familyName']),
    preferredGivenName: () =>
      row.preferredGivenName ? readName(row.preferredGivenName, ['preferredGivenName']) : null,
    email: () => (row.email ? readEmail(row.email, ['email']) : null),
    phone: () => (row.phone ? readPhone(row.phone, ['phone']) : null),
    pronouns: () => (row.pronouns ? readPronouns(row.pronouns, ['pronouns']) : null),
  });
}

/** Whoever has the address. */
export function findByEmail({ draft }: Plan, email: string | null): User | null {
  const [found] = email ? draft.users.by('email', draft.comparedEmails.get(email) ?? email) : [];
  return found ?? null;
}

export function refuseEmailTaken(): never {
  return refuseRow('EMAIL_TAKEN', 'Somebody else has this address.', 'email');
}

/** Makes a person whom nobody is yet. @throws RowError EMAIL_TAKEN */
export function addPerson(plan: Plan, person: Person, isEnabled = true): PutPerson {
  const { draft, scope } = plan;
  if (findByEmail(plan, person.email)) refuseEmailTaken();
  const user: User = {
    ...{ id: newId(ID_PREFIXES.User, scope.now.getTime()), tenantId: scope.tenantId, ...person, isEnabled },
    ...{ avatarUrl: null, locale: null, timeZone: null, passwordHash: null, anonymizedAt: null },
    ...{ version: 1, tokenEpoch: 0 },
  };
  return { user: draft.users.save(user), change: 'created' };
}

/**
 * Brings what is known of a person up to a row, as far as the importer could by hand.
 * @throws RowError OUT_OF_SCOPE for somebody else's people, and for an address that is not the importer's to change;
 *   EMAIL_TAKEN
 */
export function updatePerson(plan: Plan, user: User, person: Person): PutPerson {
  const reach = reachOf(plan, user);
  if (reach === 'NONE' || user.anonymizedAt)
    refuseRow('OUT_OF_SCOPE', 'The person belongs to other schools.');
  const changes = changesOf(user, person, reach);
  if (changes.email) assertMayChangeEmail(plan, user, changes.email);
  if (Object.keys(changes).length === 0) return { user, change: 'unchanged' };
  return { user: saveUser(plan, user, changes, 'user.updated'), change: 'updated' };
}

/** @throws RowError OUT_OF_SCOPE */
export function refuseOthers(field: string | null = null): never {
  return refuseRow('OUT_OF_SCOPE', 'The person belongs to other schools.', field);
}

function changesOf(user: User, person: Person, reach: Reach): Partial<Person> {
  const isNew = ([key, value]: [string, string | null]) =>
    value !== null && (key === 'email' ? !isAddressOf(user, value) : user[key as keyof Person] !== value);
  const said = Object.entries(person).filter(isNew);
  // An address that is another one is refused below, not passed over: nobody would find out.
  return Object.fromEntries(reach === 'OWN' ? said : said.filter(([key]) => key === 'email'));
}

function assertMayChangeEmail(plan: Plan, user: User, email: string): void {
  const { draft, scope } = plan;
  const other = findByEmail(plan, email);
  if (other && other.id !== user.id) refuseEmailTaken();
  if (canUpdateEmail(scope.viewer, user, tiesOf(draft, user.id))) return;
  refuseRow('OUT_OF_SCOPE', 'The address of this person is not the importer’s to change.', 'email');
}

/** Changes a person, and tells it. */
export function saveUser({ draft, scope }: Plan, before: User, changes: Partial<User>, action: string): User {
  const { tenantId, viewer, now } = scope;
  const after = draft.users.save({ ...before, ...changes, version: before.version + 1 });
  const [student] = draft.students.by('user', before.id);
  if (student && 'familyName' in changes) {
    draft.students.save({ ...student, familyName: after.familyName });
  }
  if (student) tellStudent(draft, student.id, now);
  draft.acts.add({
    ...{ tenantId, actorUserId: viewer.userId, action, subjectId: before.id, at: now, before, after },
  });
  return after;
}
