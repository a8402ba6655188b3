import type { EntityManager } from 'typeorm';
import { lockOrganization } from '../user/keep-administrator';
import type { RosterDraft } from './roster-draft';

/** What must not change while a draft is written, in the order of locking. */
export interface Locks {
  students: ReadonlySet<string>;
  users: ReadonlySet<string>;
  organizations: ReadonlySet<string>;
}

export const NO_LOCKS: Locks = { students: new Set(), users: new Set(), organizations: new Set() };

/** Whom a draft changes of those who are stored: whom it only finds as they should be, nobody need wait for. */
export function locksFor({ losing, users, students, stays, roles, links, staff }: RosterDraft): Locks {
  const stayed = [...stays.added, ...stays.changed];
  const linked = links.added;
  const given = [...roles.added, ...roles.changed];
  const studentIds = [
    ...students.changed.map(({ id }) => id),
    ...[...stayed, ...linked].map(({ studentId }) => studentId),
  ];
  const userIds = [
    ...users.changed.map(({ id }) => id),
    ...linked.map(({ guardianUserId }) => guardianUserId),
    ...[...given, ...staff.added, ...students.added].map(({ userId }) => userId),
  ];
  return {
    students: new Set(studentIds.filter((id) => students.isStored(id))),
    users: new Set(userIds.filter((id) => users.isStored(id))),
    organizations: losing,
  };
}

/** Whether everything that is wanted is held. */
export function covers(held: Locks, wanted: Locks): boolean {
  return kinds.every((kind) => [...wanted[kind]].every((id) => held[kind].has(id)));
}

const kinds = ['students', 'users', 'organizations'] as const;

/** Locks what is wanted until the transaction ends, as acts by hand do. @returns all that is held by now */
export async function lockDraft(tx: EntityManager, held: Locks, wanted: Locks): Promise<Locks> {
  const missing = (kind: keyof Locks) => [...wanted[kind]].filter((id) => !held[kind].has(id)).sort();
  for (const table of ['students', 'users'] as const) {
    const ids = missing(table);
    if (ids.length === 0) continue;
    await tx.query(`SELECT FROM ${table} WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`, [ids]);
  }
  for (const id of missing('organizations')) await lockOrganization(tx, id);
  const both = (kind: keyof Locks) => new Set([...held[kind], ...wanted[kind]]);
  return { students: both('students'), users: both('users'), organizations: both('organizations') };
}
