import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { readAll } from '../text/read-all';
import { readEmail, readPhone } from '../user/read-contact';
import { readName } from '../user/read-name';
import { User } from '../user/user.entity';
import { refuseRow } from './row';
import type { Change, ImportScope } from './unit';

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

/**
 * Finds or makes a person, and brings what is known of them up to a row.
 * @param known whom the row is about; null where only the address can tell
 * @throws Refusal of the readers; RowError OUT_OF_SCOPE for somebody of other schools alone
 */
export async function putPerson(
  tx: EntityManager,
  scope: ImportScope,
  known: string | null,
  row: PersonRow,
): Promise<PutPerson> {
  const person = readPerson(row);
  const user = known ? await tx.findOneBy(User, { id: known }) : await findByEmail(tx, person.email);
  if (!user) return { user: await insertPerson(tx, scope, person), change: 'created' };
  await assertWithinScope(tx, scope, user);
  const changes = Object.fromEntries(
    Object.entries(person).filter(([key, value]) => value !== null && user[key as keyof User] !== value),
  );
  if (Object.keys(changes).length === 0) return { user, change: 'unchanged' };
  await tx.update(User, { id: user.id }, { ...changes, version: user.version + 1 });
  return { user: { ...user, ...changes, version: user.version + 1 }, change: 'updated' };
}

type Person = Pick<User, 'givenName' | 'familyName' | 'preferredGivenName' | 'email' | 'phone' | 'pronouns'>;

function readPerson(row: PersonRow): Person {
  return readAll({
    givenName: () => readName(row.givenName, ['givenName']),
    familyName: () => readName(row.familyName, ['familyName']),
    preferredGivenName: () =>
      row.preferredGivenName ? readName(row.preferredGivenName, ['preferredGivenName']) : null,
    email: () => (row.email ? readEmail(row.email, ['email']) : null),
    phone: () => (row.phone ? readPhone(row.phone, ['phone']) : null),
    pronouns: () => (row.pronouns ? readName(row.pronouns, ['pronouns']) : null),
  });
}

async function insertPerson(
  tx: EntityManager,
  { tenantId, now }: ImportScope,
  person: Person,
): Promise<User> {
  const id = newId(ID_PREFIXES.User, now.getTime());
  await tx.insert(User, { ...person, id, tenantId, isEnabled: true });
  return tx.findOneByOrFail(User, { id });
}

/** Whoever has the address, as the database compares addresses. */
export async function findByEmail(tx: EntityManager, email: string | null): Promise<User | null> {
  if (!email) return null;
  return tx
    .createQueryBuilder(User, 'user')
    .where('lower(normalize(user.email)) = lower(normalize(:email))', { email })
    .getOne();
}

/** Somebody who belongs to schools is changed by an import of one of these schools, or of the district. */
async function assertWithinScope(tx: EntityManager, scope: ImportScope, { id }: User): Promise<void> {
  if (scope.isDistrict) return;
  const [{ isOutside }] = await tx.query<[{ isOutside: boolean }]>(
    `WITH ties AS (
       SELECT org_id FROM role_assignments WHERE user_id = $1
       UNION SELECT school_id FROM students WHERE user_id = $1
       UNION SELECT school_id FROM staff WHERE user_id = $1
       UNION SELECT students.school_id FROM guardian_links JOIN students ON students.id = guardian_links.student_id
         WHERE guardian_links.guardian_user_id = $1)
     SELECT EXISTS (SELECT FROM ties) AND NOT EXISTS (SELECT FROM ties WHERE org_id = ANY($2)) AS "isOutside"`,
    [id, [...scope.schools.keys()]],
  );
  if (isOutside) refuseRow('OUT_OF_SCOPE', 'The person belongs to other schools.');
}
