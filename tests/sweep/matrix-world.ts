import { Kind } from 'graphql';
import { decodeJwt } from 'jose';
import { addDays } from '../../kernel/clock';
import { typeDefsOf } from '../../kernel/graphql/type-defs';
import { populate } from '../../platform/demo/population';
import type { DemoSchool } from '../../platform/demo/schools';
import { DEMO_PASSWORD } from '../../platform/demo/seed-people';
import { signIn } from '../support/client';
import { outcomeOfAnswer, type Outcome } from './outcomes';
import { textsIn, type Aim } from './caller';
import { rowsOfTenant, type Row } from './databases';
import type { Operation } from './operations';
import { remember, type Memory } from './restore';
import { HOME } from './schools';
import { Sweeper } from './sweeper';
import { castOf, classmateOf, openWorld, pupilOf, sectionOf, type Person, type World } from './world';

/** A school with one person of every role, in which every operation has something to be done with. */
export interface MatrixWorld {
  world: World;
  cast: Person[];
  /** What an operation came to, with everything put back afterwards as it was. */
  attempt(person: Person, operation: Operation): Promise<Attempt>;
  variablesOf(operation: Operation): Record<string, unknown>;
  /** @returns the tables that were changed since, which are as they were */
  putBack(): Promise<string[]>;
}

export interface Attempt {
  outcome: Outcome;
  /** Tables that were changed. */
  changed: string[];
}

interface MatrixOptions {
  /** The school that everything is asked about. */
  school?: DemoSchool;
  /** Others that are there. */
  besides?: readonly DemoSchool[];
  /** Brings people who are not of the cast. */
  arrive?: (world: World) => Promise<Person[]>;
}

/** Opens the school and remembers it as it is. */
export async function openMatrixWorld({
  school = HOME,
  besides = [],
  arrive = () => Promise.resolve([]),
}: MatrixOptions = {}): Promise<MatrixWorld> {
  const world = await openWorld([school, ...besides]);
  const cast = [...(await castOf(world, school)), ...(await arrive(world))];
  const sweeper = new Sweeper(world, school.currency);
  const principal = cast.find(({ name }) => name === 'principal')!;
  await nextYear(world, school, principal);
  const rows = rowsOfTenant(await world.databases.rows(), school.tenantId).filter(
    ({ values }) => (values.school_id ?? school.id) === school.id,
  );
  const aimAt = (subject: string): Aim => ({
    own: () => [],
    victims: sweeper.book.idsIn(rows, [subject, sectionOf(school)]),
    textOf: textsIn(rows, 'A'),
  });
  const [atPupil, atClassmate] = [aimAt(pupilOf(school).id), aimAt(classmateOf(school).id)];
  await sweeper.explore([principal], atPupil, /^Query\.(viewer|attendanceCodes|school) with all/);
  const particulars = await particularsOf(world, school, rows);
  const variablesOf = (operation: Operation): Record<string, unknown> => {
    // What is done to people is done to somebody who does not ask, and so is not locked out by it.
    const aim = ABOUT_PEOPLE.has(operation.field) ? atClassmate : atPupil;
    const { variables } = sweeper.callFor(operation, aim);
    const own = particulars[operation.name] ?? {};
    if (typeof variables.input !== 'object') return { ...variables, ...own };
    return { input: { ...variables.input, ...own } };
  };
  const memory = await remember(world.databases);
  return {
    world,
    cast,
    variablesOf,
    putBack: () => memory.restore(),
    attempt: async (person, operation) => {
      const answer = await world.ask(person, operation.document, variablesOf(operation));
      return {
        outcome: outcomeOfAnswer(operation, answer),
        changed: await putBack(world, memory, operation),
      };
    },
  };
}

async function putBack(world: World, memory: Memory, { kind }: Operation): Promise<string[]> {
  if (kind !== 'mutation') return [];
  await world.stack.settleEvents();
  return memory.restore();
}

const ABOUT_PEOPLE = new Set(
  typeDefsOf('users').definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Mutation'
      ? (node.fields ?? []).map(({ name }) => name.value)
      : [],
  ),
);

/** A school year to roll over to. */
async function nextYear(world: World, school: DemoSchool, principal: Person): Promise<void> {
  const [begin, end] = [addDays(world.today, 500), addDays(world.today, 800)];
  const session = { title: NEXT_YEAR, type: 'SCHOOL_YEAR', startDate: begin, endDate: end };
  const { data } = await world.ask(
    principal,
    'mutation ($input: UpsertAcademicSessionsInput!) { upsertAcademicSessions(input: $input) { userErrors { code message } } }',
    { input: { schoolId: school.id, sessions: [session] } },
  );
  const { userErrors } = data?.upsertAcademicSessions as { userErrors: object[] };
  if (userErrors.length > 0) throw new Error(`No next year: ${JSON.stringify(userErrors)}`);
}
const NEXT_YEAR = 'The year after';

/** Arguments that mean something where generated ones would only be refused, by operation. */
async function particularsOf(
  world: World,
  school: DemoSchool,
  rows: readonly Row[],
): Promise<Record<string, object>> {
  const rowOf = (table: string, holds: (values: Row['values']) => boolean): Row => {
    const row = rows.find(({ table: { name }, values }) => name === table && holds(values));
    if (!row) throw new Error(`The world has no such row in ${table}: ${holds.toString()}`);
    return row;
  };
  const of = (table: string, holds: (values: Row['values']) => boolean): string =>
    rowOf(table, holds).values.id as string;
  // The pupil's mark in this very class: those of other classes are seen by other teachers.
  const registers = new Map(
    rows
      .filter(
        ({ table, values }) =>
          table.name === 'attendance_sessions' && values.section_id === sectionOf(school),
      )
      .map((row) => [row.values.id, row]),
  );
  const { id: mark, session_id } = rowOf(
    'attendance_records',
    (values) => registers.has(values.session_id) && values.student_id === pupilOf(school).id,
  ).values;
  const register = registers.get(session_id)!.values;
  const classmate = classmateOf(school);
  const { students, guardians } = populate(school);
  const bystander = guardians.find(({ wards }) => !wards.some(({ student }) => student.id === classmate.id) && !wards.some(({ student }) => student.id === pupilOf(school).id))!; // prettier-ignore
  const person = { userId: classmate.userId };
  const tomorrow = addDays(world.today, 1);
  const year = (holds: (values: Row['values']) => boolean) =>
    of('academic_sessions', (values) => values.type === 'SCHOOL_YEAR' && holds(values));
  return {
    'Query.attendanceSessions': { date: register.school_date },
    'Query.node as AttendanceSession': { id: register.id },
    'Query.nodes as AttendanceSession': { ids: [register.id] },
    'Query.node as AttendanceRecord': { id: mark },
    'Query.nodes as AttendanceRecord': { ids: [mark] },
    'Query.node as User': { id: pupilOf(school).userId },
    'Query.nodes as User': { ids: [pupilOf(school).userId] },
    'Query.auditEvents': { schoolId: school.id },
    'Mutation.enroll': {
      studentId: students.find(({ homeroom }) => homeroom !== pupilOf(school).homeroom)!.id,
    },
    'Mutation.registerForEvent': {
      eventId: of('events', (event) => event.status === 'PUBLISHED' && String(event.starts_at) > tomorrow),
    },
    'Mutation.endSession': { sessionId: await secondSession(world, school) },
    'Mutation.inviteUser': { email: 'newcomer@home.example', role: 'TEACHER' },
    'Mutation.updateProfile': person,
    'Mutation.assignRole': { ...person, role: 'AIDE' },
    'Mutation.revokeRole': {
      roleAssignmentId: of('role_assignments', ({ user_id }) => user_id === classmate.userId),
    },
    'Mutation.deactivateUser': person,
    'Mutation.reactivateUser': person,
    'Mutation.anonymizeUser': person,
    'Mutation.changeSchoolTimeZone': { timeZone: 'Africa/Kampala', effectiveFrom: tomorrow },
    'Mutation.upsertAcademicSessions': {
      sessions: [{ title: 'Another year', type: 'SCHOOL_YEAR', startDate: addDays(world.today, 900), endDate: addDays(world.today, 1_100) }], // prettier-ignore
    },
    'Mutation.replacePeriods': {
      periods: [{ title: 'First', shortName: 'P1', startsAt: '08:00', endsAt: '09:00' }],
    },
    'Mutation.createStudent': { studentNumber: 'N-1' },
    'Mutation.linkGuardian': { guardianUserId: bystander.userId },
    'Mutation.rolloverSchoolYear': {
      fromSessionId: year(({ title }) => title !== NEXT_YEAR),
      toSessionId: year(({ title }) => title === NEXT_YEAR),
    },
    'Mutation.importRoster': { schoolId: school.id },
  };
}

/** Of a teacher who goes on with the first. */
async function secondSession({ stack }: World, school: DemoSchool): Promise<string> {
  const token = await signIn(stack.gateway.url, `teacher@${school.domain}`, DEMO_PASSWORD);
  return decodeJwt(token).sid as string;
}
