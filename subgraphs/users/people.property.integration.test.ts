import fc from 'fast-check';
import { testTokenConfig } from '../../tests/support/keys';
import { aSchool, aStaffMember, aStudent, aUser } from '../../tests/support/people';
import { act, district, fixedClock, type PeopleAct } from '../../tests/support/people-acts';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import { usersSubgraph } from './subgraph';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { clock: fixedClock });
});
afterAll(() => users.stop());

/** A small world, so that commands of several clients meet each other often. */
interface World {
  tenantId: string;
  schools: string[];
  students: { id: string; userId: string }[];
  people: string[];
  /** Of another tenant: nothing may ever come to hold of it. */
  foreign: { school: string; student: string; user: string };
}

async function aWorld(): Promise<World> {
  const first = await aSchool(db());
  const { tenantId } = first;
  const schools = [first, await aSchool(db(), { tenantId })];
  for (const school of schools) await aStaffMember(db(), school, 'PRINCIPAL');
  const students = [await aStudent(db(), first), await aStudent(db(), first, { since: null })];
  const people = [await aUser(db(), first), await aUser(db(), first)];
  const theirs = await aSchool(db());
  const foreigner = await aStudent(db(), theirs);
  return {
    tenantId,
    schools: schools.map(({ id }) => id),
    students: students.map(({ id, userId }) => ({ id, userId })),
    people: [...people.map(({ id }) => id), students[0]!.userId],
    foreign: { school: theirs.id, student: foreigner.id, user: foreigner.userId },
  };
}

type Command = (world: World) => Promise<[PeopleAct, object] | null>;

const day = fc.constantFrom('2025-12-01', '2026-02-01', '2026-03-10', '2026-04-01', '2026-09-01');
const pick = fc.nat(9);
const of = <T>(from: readonly T[], index: number): T => from[index % from.length]!;
/** One in ten is somebody else's. */
const own = <T>(from: readonly T[], foreign: T, index: number): T =>
  index === 9 ? foreign : of(from, index);

const schoolOf = (world: World, i: number) => own(world.schools, world.foreign.school, i);
const studentOf = (world: World, i: number) =>
  own(
    world.students.map(({ id }) => id),
    world.foreign.student,
    i,
  );
const personOf = (world: World, i: number) => own(world.people, world.foreign.user, i);

const always =
  (name: PeopleAct, input: (world: World) => object): Command =>
  (world) =>
    Promise.resolve([name, input(world)]);

/** Acts on some row that is there by then; on none where there is none. */
const onSome =
  (name: PeopleAct, table: string, index: number, input: (id: string) => object): Command =>
  async ({ tenantId }) => {
    const rows = await db().query<{ id: string }[]>(
      `SELECT id FROM ${table} WHERE tenant_id = $1 ORDER BY id`,
      [tenantId],
    );
    return rows.length > 0 ? [name, input(of(rows, index).id)] : null;
  };

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(pick, pick, day, pick).map(([student, school, entryDate, number]) =>
    always('enrollStudentInSchool', (world) => ({
      ...{
        studentId: studentOf(world, student),
        schoolId: schoolOf(world, school),
        gradeLevel: '9',
        entryDate,
      },
      studentNumber: `N${number % 3}`,
    })),
  ),
  fc.tuple(pick, pick, day).map(([student, school, date]) =>
    always('transferStudent', (world) => ({
      ...{
        studentId: studentOf(world, student),
        fromSchoolId: schoolOf(world, school),
        gradeLevel: '10',
        date,
      },
      toSchoolId: schoolOf(world, school + 1),
    })),
  ),
  fc.tuple(pick, pick, fc.option(day, { nil: undefined })).map(([student, school, exitDate]) =>
    always('withdrawStudent', (world) => ({
      ...{ studentId: studentOf(world, student), schoolId: schoolOf(world, school), exitDate },
    })),
  ),
  fc
    .tuple(pick, pick, fc.constantFrom('TEACHER', 'STUDENT', 'SITE_ADMINISTRATOR'), day)
    .map(([person, school, role, beginDate]) =>
      always('assignRole', (world) => ({
        ...{ userId: personOf(world, person), organizationId: schoolOf(world, school), role, beginDate },
      })),
    ),
  fc
    .tuple(pick, fc.option(day, { nil: undefined }))
    .map(([role, endDate]) =>
      onSome('revokeRole', 'role_assignments', role, (roleAssignmentId) => ({ roleAssignmentId, endDate })),
    ),
  fc.tuple(pick, pick, day).map(([person, student, validFrom]) =>
    always('linkGuardian', (world) => ({
      ...{
        guardianUserId: personOf(world, person),
        studentId: studentOf(world, student),
        relation: 'OTHER',
        validFrom,
      },
    })),
  ),
  fc
    .tuple(pick, day)
    .map(([tie, validTo]) =>
      onSome('revokeGuardianLink', 'guardian_links', tie, (guardianLinkId) => ({ guardianLinkId, validTo })),
    ),
  fc.tuple(pick, pick).map(([person, address]) =>
    always('updateProfile', (world) => ({
      ...{ userId: personOf(world, person), expectedVersion: 1 },
      email: of(
        ['Grace@x.example.org', 'grace@X.example.org', 'jose\u0301@x.example.org', 'Jos\u00c9@x.example.org'],
        address,
      ),
    })),
  ),
  pick.map((person) =>
    always('deactivateUser', (world) => ({ userId: personOf(world, person), reason: 'Chance' })),
  ),
);

/** What must hold, as statements that find what breaks it. */
const BROKEN: Readonly<Record<string, string>> = {
  'U1: a row refers to a row of another tenant': `
    SELECT s.id FROM students s JOIN users u ON u.id = s.user_id JOIN schools c ON c.id = s.school_id
      WHERE u.tenant_id <> s.tenant_id OR c.tenant_id <> s.tenant_id
    UNION ALL SELECT e.id FROM school_enrollments e JOIN students s ON s.id = e.student_id
      JOIN schools c ON c.id = e.school_id WHERE s.tenant_id <> e.tenant_id OR c.tenant_id <> e.tenant_id
    UNION ALL SELECT r.id FROM role_assignments r JOIN users u ON u.id = r.user_id WHERE u.tenant_id <> r.tenant_id
    UNION ALL SELECT l.id FROM guardian_links l JOIN users u ON u.id = l.guardian_user_id
      JOIN students s ON s.id = l.student_id WHERE u.tenant_id <> l.tenant_id OR s.tenant_id <> l.tenant_id`,
  'U2: somebody holds a role twice on a day': overlaps(
    'role_assignments',
    'user_id, org_id, role',
    'begin_date',
    'end_date',
  ),
  'U2: a guardian is tied to a child twice on a day': overlaps(
    'guardian_links',
    'guardian_user_id, student_id',
    'valid_from',
    'valid_to',
  ),
  'U2: somebody is their own guardian': `
    SELECT l.id FROM guardian_links l JOIN students s ON s.id = l.student_id WHERE s.user_id = l.guardian_user_id`,
  'U3: a student has two open stays at a school': `
    SELECT student_id FROM school_enrollments WHERE exit_date IS NULL GROUP BY student_id, school_id HAVING count(*) > 1`,
  'U3: stays of a student at a school overlap': overlaps(
    'school_enrollments',
    'student_id, school_id',
    'entry_date',
    'exit_date',
  ),
  'U4: two people of a tenant have one address': `
    SELECT tenant_id FROM users WHERE email IS NOT NULL GROUP BY tenant_id, lower(normalize(email)) HAVING count(*) > 1`,
  'a school gives a number to two students': `
    SELECT school_id FROM students GROUP BY school_id, student_number HAVING count(*) > 1`,
  'a school will have a day without an administrator': `
    SELECT org_id, day FROM role_assignments CROSS JOIN unnest('{2026-03-10,2026-04-01,2026-09-01}'::date[]) day
    WHERE role IN ('PRINCIPAL', 'SITE_ADMINISTRATOR') GROUP BY org_id, day
    HAVING NOT bool_or(begin_date <= day AND coalesce(end_date > day, true)
      AND EXISTS (SELECT FROM users WHERE users.id = user_id AND is_enabled))`,
  'a change was not audited': `
    SELECT 1 WHERE (SELECT count(*) FROM outbox_events WHERE name = 'student.enrolled')
      > (SELECT count(*) FROM audit_events WHERE action IN ('student.enrolled', 'student.transferred'))`,
};

function overlaps(table: string, of: string, from: string, to: string): string {
  const same = of
    .split(', ')
    .map((column) => `a.${column} = b.${column}`)
    .join(' AND ');
  return `SELECT a.id FROM ${table} a JOIN ${table} b ON a.id < b.id AND ${same}
    AND daterange(a.${from}, a.${to}) && daterange(b.${from}, b.${to})`;
}

it('holds whatever several clients do at the same time', async () => {
  const outcomes = new Map<string, number>();
  const carryOut = async (world: World, next: Command) => {
    const made = await next(world);
    if (!made) return;
    // A fault is not an answer: every clash has a code of its own.
    const { userErrors } = await act(users, district({ tenantId: world.tenantId }), ...made);
    const outcome = `${made[0]} ${userErrors[0]?.code ?? 'done'}`;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  };
  const clients = fc.array(fc.array(command, { minLength: 3, maxLength: 8 }), { minLength: 4, maxLength: 4 });

  await fc.assert(
    fc.asyncProperty(clients, async (scripts) => {
      const world = await aWorld();
      await Promise.all(
        scripts.map(async (script) => {
          for (const next of script) await carryOut(world, next);
        }),
      );
      for (const [rule, sql] of Object.entries(BROKEN)) {
        expect([rule, await db().query<unknown[]>(sql)]).toEqual([rule, []]);
      }
    }),
    { numRuns: 25, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
  );

  // The commands did things, and met each other.
  const acts = [
    'enrollStudentInSchool',
    'transferStudent',
    'withdrawStudent',
    'assignRole',
    'revokeRole',
    'linkGuardian',
  ];
  for (const name of acts) expect([...outcomes.keys()]).toContain(`${name} done`);
  const clashes = [...outcomes.keys()].filter((outcome) => /OVERLAPS|ALREADY|TAKEN|STALE|LAST/.test(outcome));
  expect(clashes.length).toBeGreaterThan(2);
});
