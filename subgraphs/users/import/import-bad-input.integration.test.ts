import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { aPlainRoster, anOffice, askForImport, importNow, importOver } from '../../../tests/support/imports';
import { until } from '../../../tests/support/events';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool } from '../../../tests/support/people';
import { fixedClock } from '../../../tests/support/people-acts';
import { aBundle, csv, type RosterFile } from '../../../tests/support/roster';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import type { School } from '../school/school.entity';
import { usersSubgraph } from '../subgraph';
import { ImportFile } from './import-file.entity';
import { ImportJob } from './import-job.entity';

let users: TestSubgraph;
let school: School;
let office: ViewerClaims;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { clock: fixedClock });
});
afterAll(() => users.stop());
beforeEach(async () => {
  school = await aSchool(db());
  office = await anOffice(users, school);
});

const HUGE = 'x'.repeat(70_000);

/** Values that are wrong, the column that says so, and how. */
const FAULTS: readonly [string, Record<string, string>, string, string][] = [
  ['a NUL in it', { given_name: 'Ami\0na' }, 'given_name', 'INVALID_VALUE'],
  ['half a character in it', { family_name: 'Otieno\uD800' }, 'family_name', 'INVALID_VALUE'],
  ['a name without end', { given_name: HUGE }, 'given_name', 'INVALID_VALUE'],
  ['a long number', { student_number: '9'.repeat(400) }, 'student_number', 'INVALID_VALUE'],
  ['an address without end', { email: `${HUGE}@x.example` }, 'email', 'INVALID_VALUE'],
  ['a grade of its own', { grade_level: '2147483648' }, 'grade_level', 'UNKNOWN_GRADE_LEVEL'],
  ['a grade that every object has', { grade_level: '__proto__' }, 'grade_level', 'UNKNOWN_GRADE_LEVEL'],
  ['a day of the year 275760', { entry_date: '+275760-09-13' }, 'entry_date', 'INVALID_DATE'],
  ['a day of the year nought', { entry_date: '0000-01-01' }, 'entry_date', 'INVALID_DATE'],
  [
    'a last day of the year nought',
    { entry_date: '2026-01-05', exit_date: '0000-01-01' },
    'exit_date',
    'INVALID_DATE',
  ],
  ['a last day of the year 9999', { exit_date: '9999-12-31' }, 'exit_date', 'INVALID_DATE'],
  ['a day that is none', { entry_date: '2026-02-30' }, 'entry_date', 'INVALID_DATE'],
  [
    'a relation that every object has',
    {
      guardian_1_given_name: 'A',
      guardian_1_family_name: 'B',
      guardian_1_email: 'a@b.example',
      guardian_1_relation: 'constructor',
    },
    'guardian_1_relation',
    'INVALID_VALUE',
  ],
];

describe('a row of a plain roster', () => {
  it('that is wrong is refused with its line, field and code, and the others go in', async () => {
    const rows = FAULTS.flatMap(([_what, spoilt], i) => [
      { student_number: `good ${i}` },
      { student_number: `bad ${i}`, ...spoilt },
    ]);
    const roster = aPlainRoster(rows);
    const dry = await importNow(users, office, [roster], { dryRun: true });
    const job = await importNow(users, office, [roster]);
    expect(job).toMatchObject({ state: 'COMPLETED', created: FAULTS.length, failed: FAULTS.length });
    const told = job.errors.map(({ line, field, code }) => [FAULTS[(line - 3) / 2]![0], field, code]);
    expect(told).toEqual(FAULTS.map(([what, _spoilt, field, code]) => [what, field, code]));
    expect(dry).toEqual(job);
  });

  it('with fifty thousand values is refused, and a header with as many columns is no header', async () => {
    const [header, first] = aPlainRoster([{ student_number: '1' }]).content.split('\r\n') as [string, string];
    const wide = (line: string) => line + ',x'.repeat(50_000);
    const row = { name: 'students.csv', content: [header, first, wide(first.replace('1', '2'))].join('\n') };
    expect(await importNow(users, office, [row])).toMatchObject({
      created: 1,
      errors: [{ line: 3, field: null, code: 'MALFORMED_ROW' }],
    });
    const refused = await askForImport(users, office, [
      { ...row, content: [wide(header), wide(first)].join('\n') },
    ]);
    expect(refused).toMatchObject({ job: null, userErrors: [{ code: 'UNREADABLE_FILE' }] });
  });

  it('may have columns that are called as what every object has', async () => {
    const roster = aPlainRoster([
      { student_number: '1', ['__proto__']: 'x', constructor: 'y', toString: 'z' },
    ]);
    expect(roster.content).toMatch(/__proto__,constructor,toString/);
    expect(await importNow(users, office, [roster])).toMatchObject({ created: 1, errors: [] });
  });
});

describe('a row of a bundle', () => {
  const spoil = (file: string, from: string, to: string) =>
    aBundle({ students: 2 }).files.map((each) =>
      each.name === file ? { ...each, content: each.content.replace(from, to) } : each,
    );

  it.each<[string, RosterFile[], object[]]>([
    [
      'a sourcedId without end',
      spoil('users.csv', 'user-1,', `${'u'.repeat(10_000)},`),
      [
        { file: 'users.csv', line: 3, field: 'sourcedId', code: 'INVALID_VALUE' },
        { file: 'roles.csv', line: 3, field: 'userSourcedId', code: 'DANGLING_REFERENCE' },
      ],
    ],
    [
      'a role from before time',
      spoil('roles.csv', 'student,2026-01-05', 'teacher,0000-01-01'),
      [{ file: 'roles.csv', line: 2, field: 'beginDate', code: 'INVALID_DATE' }],
    ],
    [
      'a role until after time',
      spoil('roles.csv', 'student,2026-01-05,', 'teacher,2026-01-05,9999-12-31'),
      [{ file: 'roles.csv', line: 2, field: 'endDate', code: 'INVALID_DATE' }],
    ],
    [
      'a role that every object has',
      spoil('roles.csv', ',student,', ',__proto__,'),
      [{ file: 'roles.csv', line: 2, field: 'role', code: 'INVALID_VALUE' }],
    ],
  ])('with %s is refused, and the others go in', async (_what, files, errors) => {
    const job = await importNow(users, office, files, { format: 'ONEROSTER_CSV' });
    expect(job).toMatchObject({ state: 'COMPLETED', errors });
  });

  it('with more agents than anybody has is refused', async () => {
    const agents = Array.from({ length: 5_000 }, (_, i) => `a${i}`).join(',');
    const files = spoil('users.csv', ',9,\r\n', `,9,"${agents}"\r\n`);
    const job = await importNow(users, office, files, { format: 'ONEROSTER_CSV' });
    expect(job.errors).toEqual([
      { file: 'users.csv', line: 2, field: 'agentSourcedIds', code: 'INVALID_VALUE' },
    ]);
  });
});

describe('an import', () => {
  it('says which files of a bundle it has left alone', async () => {
    const files = [
      ...aBundle({ students: 1 }).files,
      csv('manifest.csv', ['propertyName', 'value'], [['oneroster.version', '1.2']]),
      csv('academicSessions.csv', ['sourcedId'], []),
      csv('classes.csv', ['sourcedId'], []),
      csv('enrollments.csv', ['sourcedId'], []),
    ];
    const job = await importNow(users, office, files, { format: 'ONEROSTER_CSV', dryRun: true });
    expect(job.filesLeftAlone).toEqual(['academicSessions.csv', 'classes.csv', 'enrollments.csv']);
  });

  it.each([
    ['a file whose name every object has', { name: '__proto__', content: 'a\n1\n' }],
    ['a file whose name has no end', { name: 'x'.repeat(5_000), content: 'a\n1\n' }],
    ['a column whose name has no end', { name: 'users.csv', content: `${HUGE}\n1\n` }],
  ])('is refused as a whole for %s', async (_what, file) => {
    const files = [...aBundle({ students: 1 }).files.filter(({ name }) => name !== file.name), file];
    const { job, userErrors } = await askForImport(users, office, files, { format: 'ONEROSTER_CSV' });
    expect(job).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'UNREADABLE_FILE' }]);
  });

  /** A job that was begun as often as said, by workers that died of it. */
  async function anUnluckyImport(attempts: number, dryRun: boolean): Promise<string> {
    const runner = db().createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    // Nobody takes it up before it has its past.
    await runner.query('LOCK TABLE import_jobs IN SHARE MODE');
    const asked = askForImport(
      users,
      office,
      [aPlainRoster([{ student_number: '1' }, { student_number: '2' }])],
      { dryRun },
    );
    await until(async () => {
      const rows = await db().query<unknown[]>(
        `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
         WHERE datname = current_database() AND relation = 'import_jobs'::regclass AND NOT granted`,
      );
      return rows.length > 0;
    }, 10_000);
    await runner.query(`ALTER TABLE import_jobs ALTER COLUMN attempts SET DEFAULT ${attempts}`);
    await runner.commitTransaction();
    await runner.release();
    const { job } = await asked;
    await db().query('ALTER TABLE import_jobs ALTER COLUMN attempts SET DEFAULT 0');
    return job.id as string;
  }

  it('leaves out the row that its worker has died of again and again', async () => {
    const id = await anUnluckyImport(6, false);
    const done = await importOver(users, office, id);
    expect(done).toMatchObject({ state: 'COMPLETED', created: 1, failed: 1 });
    expect(done.errors).toEqual([{ file: 'students.csv', line: 2, field: null, code: 'NOT_PROCESSED' }]);
  });

  it('is given up where it is a dry run that its worker has died of again and again', async () => {
    const id = await anUnluckyImport(6, true);
    const done = await importOver(users, office, id);
    expect(done).toMatchObject({ state: 'FAILED', errors: [{ code: 'NOT_PROCESSED' }] });
    expect(await db().manager.countBy(ImportFile, { jobId: id })).toBe(0);
  });

  it('is given up where its files can no longer be read', async () => {
    const id = (await askForImport(users, office, [aPlainRoster([{}])], { dryRun: true })).job.id as string;
    await importOver(users, office, id);
    await db().manager.insert(ImportFile, {
      jobId: id,
      position: 0,
      tenantId: school.tenantId,
      name: 'students.csv',
      content: 'x',
    });
    await db().manager.update(ImportJob, { id }, { state: 'PENDING', finishedAt: null, processedRows: 0 });
    await db().query('UPDATE import_jobs SET leased_by = NULL, lease_until = NULL WHERE id = $1', [id]);
    expect(await importOver(users, office, id)).toMatchObject({
      state: 'FAILED',
      errors: [{ code: 'NOT_PROCESSED' }],
    });
  });
});
