import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import { recordEvents } from '../../../kernel/events/record-event';
import { recordAudits } from '../audit/record-audit';
import { SchoolEnrollment } from '../enrollment/school-enrollment.entity';
import { Guardian } from '../guardian/guardian.entity';
import { GuardianLink } from '../guardian/guardian-link.entity';
import { Staff } from '../staff/staff.entity';
import { Student } from '../student/student.entity';
import { RoleAssignment } from '../user/role-assignment.entity';
import { User } from '../user/user.entity';
import { writeExternals } from './external-ids';
import type { RosterDraft } from './roster-draft';

/** Writes what was drafted, a statement for each kind of row. Hold locks on whom it is about; see `lock-draft.ts`. */
export async function writeDraft(tx: EntityManager, tenantId: string, draft: RosterDraft): Promise<void> {
  await update(tx, User, draft.users.changed, [
    ...(['givenName', 'familyName', 'preferredGivenName', 'email', 'phone', 'pronouns'] as const),
    ...(['isEnabled', 'version'] as const),
  ]);
  await insert(tx, User, draft.users.added);
  await update(tx, Student, draft.students.changed, [
    ...(['schoolId', 'gradeLevel', 'homeroom', 'studentNumber', 'version'] as const),
  ]);
  await insert(tx, Student, draft.students.added);
  await insertIfMissing(tx, Guardian, draft.guardians.added);
  await insertIfMissing(
    tx,
    Staff,
    draft.staff.added.map((member) => ({ title: null, ...member })),
  );
  await update(tx, RoleAssignment, draft.roles.changed, ['endDate']);
  await insert(tx, RoleAssignment, draft.roles.added);
  // What ends makes room for what begins.
  await update(tx, SchoolEnrollment, draft.stays.changed, [
    ...(['gradeLevel', 'homeroom', 'studentNumber', 'exitDate', 'exitType'] as const),
  ]);
  await insert(tx, SchoolEnrollment, draft.stays.added);
  await insert(tx, GuardianLink, draft.links.added);
  await writeExternals(tx, tenantId, [...draft.names.added, ...draft.names.changed]);
  await recordEvents(tx, draft.events.entries);
  await recordAudits(tx, draft.acts.entries);
}

async function insert<T extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<T>,
  rows: readonly T[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(entity, [...rows] as QueryDeepPartialEntity<T>[]);
}

/** Somebody may have made the same meanwhile. */
async function insertIfMissing<T extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<T>,
  rows: readonly QueryDeepPartialEntity<T>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .createQueryBuilder()
    .insert()
    .into(entity)
    .values([...rows])
    .orIgnore()
    .execute();
}

/** Brings some columns of rows up to the rows. */
async function update<T extends ObjectLiteral & { id: string }>(
  tx: EntityManager,
  entity: EntityTarget<T>,
  rows: readonly T[],
  properties: readonly (keyof T & string)[],
): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, columns } = tx.connection.getMetadata(entity);
  const changed = properties.map((property) =>
    columns.find(({ propertyName }) => propertyName === property)!,
  );
  const names = changed.map(({ databaseName }) => databaseName);
  const arrays = changed.map(({ type }, i) => `$${i + 2}::${String(type)}[]`);
  await tx.query(
    `UPDATE ${tableName} SET ${names.map((name) => `${name} = row.${name}`).join(', ')}
     FROM unnest($1::text[], ${arrays.join(', ')}) AS row (id, ${names.join(', ')})
     WHERE ${tableName}.id = row.id`,
    [rows.map(({ id }) => id), ...properties.map((property) => rows.map((row) => row[property]))],
  );
}
