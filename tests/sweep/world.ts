import { readFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { buildSchema, type GraphQLSchema, isEnumType } from 'graphql';
import { addDays, civilDate, systemClock } from '../../kernel/clock';
import { ROLES, type Role } from '../../kernel/auth/viewer';
import { createDataSource } from '../../kernel/database/data-source';
import { fromRoot } from '../../kernel/project-root';
import { demoId } from '../../platform/demo/demo-id';
import { populate } from '../../platform/demo/population';
import type { DemoSchool } from '../../platform/demo/schools';
import { seedDemo } from '../../platform/demo/seed-demo';
import { DEMO_PASSWORD } from '../../platform/demo/seed-people';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { usersDatabase } from '../../subgraphs/users/database';
import { RoleAssignment } from '../../subgraphs/users/user/role-assignment.entity';
import { School } from '../../subgraphs/users/school/school.entity';
import { signIn } from '../support/client';
import { aStaffMember, grantRole, PASSWORD, aUser } from '../support/people';
import { openStack, type Stack } from '../support/stack';
import type { Answer } from './answers';
import { openDatabases, type Databases } from './databases';
import { FOREIGN, HOME } from './schools';
import { seedPaperwork } from './seed-paperwork';

/** Somebody who asks, or nobody. */
export interface Person {
  name: string;
  token: string | null;
}

/** The whole platform with schools in it, and people to ask it. */
export interface World {
  stack: Stack;
  databases: Databases;
  /** The users service's database with its owner's rights, for making people. */
  users: DataSource;
  schema: GraphQLSchema;
  today: string;
  ask(person: Person, document: string, variables: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** The client's view of the whole graph. */
export const apiSchema = (): GraphQLSchema =>
  buildSchema(readFileSync(fromRoot('schema', 'api.graphql'), 'utf8'));

/** Starts the platform with these schools. */
export async function openWorld(schools: readonly DemoSchool[]): Promise<World> {
  // People of the sweep follow everything at once, each over a socket of its own.
  const stack = await openStack({ gatewayEnv: { SOCKETS_PER_USER: '100' } });
  const users = createDataSource(usersDatabase, { url: stack.databaseUrl('users'), poolSize: 2 });
  await users.initialize();
  await seedSchools({ stack, users }, schools);
  const databases = await openDatabases(stack);
  return {
    stack,
    databases,
    users,
    schema: apiSchema(),
    today: civilDate(systemClock.now(), schools[0]!.timeZone),
    ask: ({ token }, document, variables) => ask(stack.gateway.url, token, document, variables),
    stop: async () => {
      await users.destroy();
      await databases.close();
      await stack.stop();
    },
  };
}

async function ask(url: string, token: string | null, query: string, variables: object): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

export const NOBODY: Person = { name: 'anonymous', token: null };

/** Adds schools to a world. */
export async function seedSchools(
  { stack, users }: Pick<World, 'stack' | 'users'>,
  schools: readonly DemoSchool[],
): Promise<void> {
  await seedDemo(stack, systemClock, () => undefined, schools);
  for (const school of schools) await users.transaction((tx) => seedPaperwork(tx, school));
}

/** The pupil everything is about: `student@`, one of the wards of `guardian@`. */
export const pupilOf = (school: DemoSchool) => populate(school).students[0]!;
/** A pupil of the same class who is nothing to `student@` and `guardian@`. */
export const classmateOf = (school: DemoSchool) => populate(school).students[2]!;
/** User ids of all who belong to a school. */
export const everybodyAt = (school: DemoSchool): string[] => {
  const { students, staff, guardians } = populate(school);
  return [...students, ...staff, ...guardians].map(({ userId }) => userId);
};
/** The class that the pupil goes to and `teacher@` teaches. */
export const sectionOf = ({ name, subjects, grades }: DemoSchool): string =>
  demoId(ID_PREFIXES.ClassSection, `${name} ${subjects[0]} ${Object.values(grades)[0]![0]}`);

/** Logins that the demo gives a school, by what they are to the pupil. */
const LOGINS = {
  student: 'student',
  guardian: 'guardian',
  'teacher of the section': 'teacher',
  'another teacher': 'teacher2',
  principal: 'principal',
  'site administrator': 'office',
  bursar: 'bursar',
} as const;

/** Those whom the demo gives a login. */
export async function demoPeople({ stack }: World, school: DemoSchool): Promise<Person[]> {
  const people: Person[] = [];
  for (const [name, login] of Object.entries(LOGINS))
    people.push({ name, token: await signIn(stack.gateway.url, `${login}@${school.domain}`, DEMO_PASSWORD) });
  return people;
}

/** Roles that those logins have, or that are another word for one of them. */
const PLAYED: readonly Role[] = [
  'STUDENT',
  'GUARDIAN',
  'TEACHER',
  'PRINCIPAL',
  'SITE_ADMINISTRATOR',
  'BURSAR',
];

/** One person for every role there is, and one for whom every role is over. */
export async function castOf(world: World, school: DemoSchool): Promise<Person[]> {
  const { stack, users: db } = world;
  const url = stack.gateway.url;
  const people: Person[] = [];
  people.push(...(await demoPeople(world, school)));
  const row = await db.getRepository(School).findOneByOrFail({ id: school.id });
  for (const role of ROLES.filter((role) => !PLAYED.includes(role))) {
    const name = role.toLowerCase().replaceAll('_', ' ');
    const email = `${role.toLowerCase()}@${school.domain}`;
    // Who administers more than a school has a role in the tenant, and works at no school.
    const isOfTenant = /^(DISTRICT|SYSTEM)_/.test(role);
    if (isOfTenant || /^(PARENT|RELATIVE)$/.test(role)) {
      const user = await aUser(db, row, { email });
      await grantRole(db, user, isOfTenant ? school.tenantId : school.id, role);
    } else await aStaffMember(db, row, role, { email });
    people.push({ name, token: await signIn(url, email, PASSWORD) });
  }
  return [NOBODY, ...people, await formerTeacher(world, school, row)];
}

/** Taught the section and does not work here any more: the roles are over, the rows that name them are not. */
async function formerTeacher(world: World, school: DemoSchool, row: School): Promise<Person> {
  const { stack, users: db, databases } = world;
  const email = `former-teacher@${school.domain}`;
  const staff = await aStaffMember(db, row, 'TEACHER', { email });
  const over = addDays(civilDate(systemClock.now(), 'UTC'), -1);
  await db.getRepository(RoleAssignment).update({ userId: staff.userId }, { endDate: over });
  for (const service of ['courses', 'attendance'] as const)
    await databases.query(
      service,
      'INSERT INTO section_teachers (section_id, staff_id, tenant_id) VALUES ($1, $2, $3)',
      [sectionOf(school), staff.id, school.tenantId],
    );
  return { name: 'former teacher', token: await signIn(stack.gateway.url, email, PASSWORD) };
}

/** Values with a meaning of their own: where one of them stands, no other text may. */
export function vocabulary(schema: GraphQLSchema): Set<string> {
  const enums = Object.values(schema.getTypeMap()).filter(isEnumType);
  return new Set([
    ...enums.flatMap((type) => type.getValues().map(({ name }) => name)),
    ...['timeZone', 'currency'].flatMap((key) => Intl.supportedValuesOf(key as 'timeZone')),
    ...['UTC', HOME.locale, FOREIGN.locale],
  ]);
}

/** Does `work` for everybody at once. */
export const forEach = async (
  people: readonly Person[],
  work: (person: Person) => Promise<void>,
): Promise<void> => void (await Promise.all(people.map(work)));
