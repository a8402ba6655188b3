import type { EntityManager } from 'typeorm';
import { Refusal, refuse, type UserError } from '../../../kernel/errors';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { UpdateProfileInput, UsersErrorCode } from '../schema.generated';
import { readLocale } from '../school/read-school-input';
import { tellStudentChanged } from '../student/tell-student-changed';
import { readAll } from '../text/read-all';
import { refusingTaken } from '../text/refusing-taken';
import { readEmail, readPhone } from './read-contact';
import { readName, readPronouns } from './read-name';
import { lockNamedPerson, requireUser } from './require-user';
import { User } from './user.entity';
import { canUpdateEmail, canUpdateUser } from './user.policy';

/**
 * Changes how a person is called and addressed; what is absent stays.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_TEXT, INVALID_EMAIL, EMAIL_TAKEN, UNKNOWN_LOCALE,
 *   ANONYMIZED, STALE_OBJECT with the person as they are now
 */
export async function updateProfile(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: UpdateProfileInput,
): Promise<User> {
  const { viewer, user } = await requireUser(
    context,
    input.userId,
    (person) =>
      canUpdateUser(person.viewer, person.user, person.ties) &&
      (input.email === undefined || canUpdateEmail(person.viewer, person.user, person.ties)),
  );
  const changes = readProfile(input);
  const now = context.clock.now();
  return refusingTaken(() =>
    context.db.transaction(async (tx) => {
      const { user: before, student } = await lockNamedPerson(tx, user);
      assertCurrent(before, input.expectedVersion);
      const after = await writeProfile(tx, before, changes);
      if (student) await tellStudentChanged(tx, student.id, now);
      await recordAudit(tx, {
        ...{
          tenantId: user.tenantId,
          actorUserId: viewer.userId,
          action: 'user.updated',
          subjectId: user.id,
        },
        ...{ at: now, before, after },
      });
      return after;
    }),
  );
}

async function writeProfile(tx: EntityManager, before: User, changes: Partial<User>): Promise<User> {
  const change = { ...changes, version: before.version + 1 };
  await tx.update(User, { id: before.id, tenantId: before.tenantId }, change);
  return { ...before, ...change };
}

function assertCurrent(user: User, expectedVersion: number): void {
  if (user.version === expectedVersion) return;
  const error: UserError<UsersErrorCode> = {
    code: 'STALE_OBJECT',
    field: ['input', 'expectedVersion'],
    message: `The person is at version ${user.version} by now.`,
  };
  throw new Refusal([error], { user });
}

/** The columns to change: those of the fields that are there. */
function readProfile(input: UpdateProfileInput): Partial<User> {
  const read = readAll({
    givenName: () => required(input.givenName, ['input', 'givenName']),
    familyName: () => required(input.familyName, ['input', 'familyName']),
    preferredGivenName: () =>
      optional(input.preferredGivenName, (text) => readName(text, ['input', 'preferredGivenName'])),
    pronouns: () => optional(input.pronouns, (text) => readPronouns(text, ['input', 'pronouns'])),
    email: () => optional(input.email, (text) => readEmail(text, ['input', 'email'])),
    phone: () => optional(input.phone, (text) => readPhone(text, ['input', 'phone'])),
    locale: () => optional(input.locale, (text) => readLocale(text, ['input', 'locale'])),
    timeZone: () => optional(input.timeZone, (zone) => zone),
  });
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** A text that may change and may not go. */
function required(text: string | null | undefined, field: string[]): string | undefined {
  if (text === undefined) return undefined;
  if (text === null) refuse<UsersErrorCode>('INVALID_TEXT', 'Everybody has this name.', field);
  return readName(text, field);
}

/** A text that may change, and go by null. */
function optional<T>(text: string | null | undefined, read: (text: string) => T): T | null | undefined {
  return text === undefined || text === null ? text : read(text);
}
