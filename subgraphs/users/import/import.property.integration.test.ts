import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../kernel/database/data-source';
import { withTenant } from '../../../kernel/database/tenant-scope';
import { newId } from '../../../kernel/ids';
import { createLogger } from '../../../kernel/telemetry/logger';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database';
import { aPlainRoster } from '../../../tests/support/imports';
import {
  aSchool,
  aStaffMember,
  aStay,
  aStudent,
  aUser,
  grantRole,
  link,
} from '../../../tests/support/people';
import { fixedClock } from '../../../tests/support/people-acts';
import { csv, type RosterFile } from '../../../tests/support/roster';
import { usersDatabase } from '../database';
import type { ImportFormat } from '../schema.generated';
import type { School } from '../school/school.entity';
import type { User } from '../user/user.entity';
import { ImportError } from './import-error.entity';
import { ImportFile } from './import-file.entity';
import { ImportJob } from './import-job.entity';
import { readRoster } from './read-roster';
import { runStep, takeUpJob } from './run-job';

let database: TestDatabase;
let db: DataSource;
const services = () => ({ db, clock: fixedClock, logger: createLogger('users', 'silent') });

beforeAll(async () => {
  database = await createTestDatabase('users', usersDatabase);
  db = createDataSource(usersDatabase, { url: database.url, poolSize: 4 });
  await db.initialize();
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** A school whose office has done things that no file knows of, and another one of the tenant. */
async function aWorld(): Promise<{ school: School; importer: string }> {
  const school = await aSchool(db);
  const other = await aSchool(db, { tenantId: school.tenantId });
  const { userId: importer } = await aStaffMember(db, school, 'SITE_ADMINISTRATOR');
  const person = (givenName: string, over: Partial<User> = {}) =>
    // No hash is made: it takes longer than the import.
    aUser(db, school, {
      email: `${givenName.toLowerCase()}@x.example`,
      passwordHash: 'a hash',
      givenName,
      ...over,
    });
  const student = (studentNumber: string, over: object = {}) =>
    aStudent(db, school, {
      email: null,
      givenName: `S${studentNumber}`,
      student: { studentNumber },
      ...over,
    });
  const first = await student('1', { email: 's1@x.example', passwordHash: null });
  const left = await student('2', { since: null });
  await aStay(db, left, { entryDate: '2025-01-10', exitDate: '2026-02-01' });
  const shared = await student('3');
  await aStay(db, shared, { schoolId: other.id, studentNumber: null });
  const parent = await person('Parent');
  await link(db, parent, first, { courtOrderNote: 'a note' });
  await link(db, await person('Revoked'), first, { validTo: '2026-01-31' });
  await link(db, await person('Elsewhere'), await aStudent(db, other, { student: { studentNumber: '1' } }));
  await grantRole(db, await person('Teacher'), school.id, 'TEACHER');
  await grantRole(db, await person('Above'), school.tenantId, 'DISTRICT_ADMINISTRATOR');
  await grantRole(db, await person('Gone', { isEnabled: false }), school.id, 'TEACHER');
  return { school, importer };
}

interface Roster {
  format: ImportFormat;
  files: RosterFile[];
}

type World = Awaited<ReturnType<typeof aWorld>>;

async function request(
  { school, importer }: World,
  { format, files }: Roster,
  dryRun: boolean,
): Promise<string> {
  const id = newId(ID_PREFIXES.ImportJob);
  const { id: schoolId, tenantId } = school;
  await db.manager.insert(ImportJob, {
    ...{ id, tenantId, schoolId, requestedBy: importer, format, dryRun, createdAt: fixedClock.now() },
    totalRows: readRoster(format, files).units.length,
  });
  await db.manager.insert(
    ImportFile,
    files.map((file, position) => ({ ...file, position, jobId: id, tenantId })),
  );
  return id;
}

/** @param lives as many steps as each of the first workers does before it is killed; the last one goes to the end */
async function importInto(world: World, roster: Roster, dryRun: boolean, lives: readonly number[] = []) {
  const id = await request(world, roster, dryRun);
  const work = async (steps: number) => {
    const run = await takeUpJob(services(), newId('wrk'), 3);
    for (let done = 0; run && done < steps; done += 1)
      if ((await runStep(services(), run)) === 'over') return;
  };
  await withTenant(world.school.tenantId, async () => {
    for (const steps of [...lives, Infinity]) {
      await db.query('UPDATE import_jobs SET lease_until = NULL WHERE id = $1', [id]);
      await work(steps);
    }
  });
  const { state, processedRows, created, updated, unchanged, failed } = await db.manager.findOneByOrFail(
    ImportJob,
    { id },
  );
  const errors = await db.manager.find(ImportError, { where: { jobId: id }, order: { position: 'ASC' } });
  return {
    ...{ state, processedRows, created, updated, unchanged, failed },
    errors: errors.map(({ file, line, field, code }) => `${file} ${line} ${field} ${code}`),
  };
}

/** What is stored of a tenant's people, by what they are called rather than by ids. */
const STORED = `
  WITH person AS (SELECT id, concat_ws(' ', given_name, family_name, email, phone, is_enabled) AS name, version
                  FROM users WHERE tenant_id = $1),
  child AS (SELECT students.id, user_id, concat_ws(' ', student_number, person.name) AS name, grade_level, homeroom, students.version
            FROM students JOIN person ON person.id = user_id),
  place AS (SELECT id, row_number() OVER (ORDER BY id) AS name FROM schools WHERE tenant_id = $1)
  SELECT concat_ws('|', 'person', name, version) AS row FROM person
  UNION ALL SELECT concat_ws('|', 'student', name, grade_level, homeroom, version) FROM child
  UNION ALL SELECT concat_ws('|', 'stay', child.name, place.name, stay.grade_level, stay.homeroom, student_number, entry_date, entry_type,
      exit_date, exit_type) FROM school_enrollments stay JOIN child ON child.id = student_id JOIN place ON place.id = stay.school_id
  UNION ALL SELECT concat_ws('|', 'role', person.name, coalesce(place.name::text, 'above'), role, begin_date, end_date)
    FROM role_assignments JOIN person ON person.id = user_id LEFT JOIN place ON place.id = org_id
  UNION ALL SELECT concat_ws('|', 'link', person.name, child.name, relation, can_see_grades, court_order_note, valid_from, valid_to)
    FROM guardian_links JOIN person ON person.id = guardian_user_id JOIN child ON child.id = student_id
  UNION ALL SELECT concat_ws('|', 'guardian', person.name) FROM guardians JOIN person ON person.id = user_id
  UNION ALL SELECT concat_ws('|', 'staff', person.name) FROM staff JOIN person ON person.id = user_id
  UNION ALL SELECT concat_ws('|', 'name', type, value) FROM external_ids WHERE tenant_id = $1
  UNION ALL SELECT concat_ws('|', 'event', name, count(*)) FROM outbox_events
    WHERE tenant_id = $1 AND name NOT IN ('import.progressed', 'roster.imported') GROUP BY name
  UNION ALL SELECT concat_ws('|', 'audit', action, count(*)) FROM audit_events
    WHERE tenant_id = $1 AND action <> 'roster.imported' GROUP BY action
  ORDER BY row`;
const storedOf = async ({ school }: World) =>
  (await db.query<{ row: string }[]>(STORED, [school.tenantId])).map(({ row }) => row);

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const givenName = oneOf('Amina', 'Grace', 'S1', 'Parent', '=cmd', '');
const day = oneOf('', '', '2025-01-10', '2026-01-05', '2026-02-01', '2026-03-10', '2026-05-01', '2026-02-30');
const grade = oneOf('9', '9', '9', '10', '99');
const address = oneOf('', 'parent@x.example', 'Revoked@x.example', 'elsewhere@x.example', 'teacher@x.example',
  'above@x.example', 'new@x.example', 'NEW@x.example', 'gone@x.example', 's1@x.example', 's5@x.example', 'none'); // prettier-ignore
/** A student's own: one address does not move from one to another, which would take two imports. */
const ownAddress = (number: string) => oneOf('', `s${number}@x.example`, 'teacher@x.example', 's1@x.example');

const plainRow = oneOf('1', '2', '3', '4', '5', '6', '7').chain((number) =>
  fc.record({
    student_number: fc.constant(number),
    given_name: givenName,
    email: number === '1' ? fc.constant('s1@x.example') : ownAddress(number),
    grade_level: grade,
    homeroom: oneOf('', '9A', '9B'),
    entry_date: day,
    exit_date: day,
    guardian_1_given_name: givenName,
    guardian_1_family_name: fc.constant('Otieno'),
    guardian_1_email: address,
    guardian_1_phone: oneOf('', '0700 123456', '0700 654321'),
    guardian_1_relation: oneOf('MOTHER', '', 'friend'),
    guardian_2_given_name: fc.constant('Second'),
    guardian_2_family_name: fc.constant('Otieno'),
    guardian_2_email: address,
  }),
);
const plainRoster: fc.Arbitrary<Roster> = fc
  .array(plainRow, { minLength: 1, maxLength: 9 })
  .map((rows) => ({ format: 'CSV', files: [aPlainRoster(rows)] }));

const USERS = [
  'sourcedId',
  'status',
  'enabledUser',
  'givenName',
  'familyName',
  'email',
  'identifier',
  'grades',
  'agentSourcedIds',
];
const ROLES = [
  'sourcedId',
  'status',
  'dateLastModified',
  'userSourcedId',
  'role',
  'beginDate',
  'endDate',
  'orgSourcedId',
];
const who = oneOf('a', 'b', 'c', 'd', 'e');
const bundleUser = fc
  .tuple(
    who,
    oneOf('active', 'active', 'tobedeleted'),
    oneOf('true', 'true', 'false'),
    givenName,
    address,
    oneOf('1', ''),
    grade,
    oneOf('', 'b', 'c,d', 'e'),
  ) // prettier-ignore
  .map(([id, status, enabled, name, email, number, level, agents]) => [
    ...[
      id,
      status,
      enabled,
      name,
      'Otieno',
      email === 's5@x.example' ? '' : email,
      number || `N${id}`,
      level,
    ],
    agents,
  ]);
const bundleRole = fc
  .tuple(
    who,
    oneOf('active', 'active', 'tobedeleted'),
    oneOf('student', 'teacher', 'parent', 'siteAdministrator', 'districtAdministrator'),
    day,
    day,
    oneOf('school', 'school', 'nowhere'),
  ) // prettier-ignore
  .map(([user, status, role, begin, end, org]) => [
    `${user} ${role} ${org}`,
    status,
    '',
    user,
    role,
    begin,
    end,
    org,
  ]);
const bundle: fc.Arbitrary<Roster> = fc
  .tuple(fc.array(bundleUser, { maxLength: 6 }), fc.array(bundleRole, { maxLength: 8 }))
  .map(([people, roles]) => ({
    format: 'ONEROSTER_CSV',
    files: [
      csv('orgs.csv', ['sourcedId', 'name', 'type'], [['school', 'Hillside', 'school']]),
      csv('users.csv', USERS, people),
      csv('roles.csv', ROLES, roles),
    ],
  }));

/** `IMPORT_RUNS=150` before a change of the rules is believed. */
const RUNS = Number(process.env.IMPORT_RUNS ?? 5);

describe.each([
  ['plain roster', plainRoster],
  ['bundle', bundle],
])('any %s', (_what, rosters) => {
  it('is told by a dry run, changes nothing the second time, and is whole though its workers are killed', async () => {
    await fc.assert(
      fc.asyncProperty(rosters, fc.array(fc.nat(2), { maxLength: 3 }), async (roster, lives) => {
        const world = await aWorld();
        const before = await storedOf(world);
        const dry = await importInto(world, roster, true, lives);
        expect(await storedOf(world)).toEqual(before);

        const real = await importInto(world, roster, false);
        expect(real).toEqual(dry);
        const after = await storedOf(world);

        const again = await importInto(world, roster, false);
        expect(again).toMatchObject({ created: 0, updated: 0, failed: real.failed, errors: real.errors });
        expect(await storedOf(world)).toEqual(after);

        const killed = await aWorld();
        expect(await importInto(killed, roster, false, lives)).toEqual(real);
        expect(await storedOf(killed)).toEqual(after);
      }),
      { numRuns: RUNS },
    );
  }, 300_000);
});
