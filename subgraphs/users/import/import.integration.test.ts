import { addDays } from '../../../kernel/clock';
import { AuditEvent } from '../audit/audit-event.entity';
import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { anOffice, askForImport, importNow as runImport, importOver } from '../../../tests/support/imports';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aUser, grantRole } from '../../../tests/support/people';
import { aBundle, csv, FAULTS, type RosterFile } from '../../../tests/support/roster';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember, aViewer } from '../../../tests/support/viewers';
import type { School } from '../school/school.entity';
import { usersSubgraph } from '../subgraph';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()));
});
afterAll(() => users.stop());

const offices = new Map<string, ViewerClaims>();
/** The same person each time: whoever asked for an import sees it through. */
async function officeOf(school: School): Promise<ViewerClaims> {
  const office = offices.get(school.id) ?? (await anOffice(users, school));
  offices.set(school.id, office);
  return office;
}

async function request(
  school: School,
  { files, ...over }: { files: readonly object[]; format?: 'CSV' | 'ONEROSTER_CSV'; schoolId?: null },
  viewer?: ViewerClaims,
) {
  const asker = viewer ?? (await officeOf(school));
  return askForImport(users, asker, files, { schoolId: school.id, format: 'ONEROSTER_CSV', ...over });
}

const importNow = async (school: School, files: readonly RosterFile[], over: object = {}) =>
  runImport(users, await officeOf(school), files, { format: 'ONEROSTER_CSV', ...over });

const studentsOf = async ({ id }: School) => {
  const [{ count }] = await db().query<[{ count: string }]>(
    `SELECT count(*) FROM school_enrollments WHERE school_id = $1 AND exit_date IS NULL`,
    [id],
  );
  return Number(count);
};
const tracesOf = async ({ tenantId }: School) => ({
  events: await db().manager.countBy(OutboxEvent, { tenantId, name: 'student.enrolled' }),
  audits: await db().manager.countBy(AuditEvent, { tenantId, action: 'roster.imported' }),
  versions: (
    await db().query<[{ sum: string }]>('SELECT sum(version) FROM users WHERE tenant_id = $1', [tenantId])
  )[0].sum,
});

describe('a roster', () => {
  it('brings in every student but those of rows that are wrong, and says what is wrong with each of these', async () => {
    const school = await aSchool(db());
    const bundle = aBundle({ students: 300, faulty: 45 });
    expect(new Set(bundle.errors.map(({ code }) => code)).size).toBe(
      new Set(FAULTS.map(({ code }) => code)).size,
    );
    const job = await importNow(school, bundle.files);
    expect(job.errors).toEqual(bundle.errors);
    expect(job).toMatchObject({ state: 'COMPLETED', processedRows: job.totalRows });
    expect(await studentsOf(school)).toBe(300 - 45);
  });

  it('changes nothing when it comes again', async () => {
    const school = await aSchool(db());
    const { files, errors } = aBundle({ students: 60, faulty: 15 });
    const first = await importNow(school, files);
    const before = await tracesOf(school);
    const second = await importNow(school, files);
    expect(second).toMatchObject({ created: 0, updated: 0, failed: first.failed, errors });
    expect(second.unchanged).toBe(first.created + first.updated + first.unchanged);
    expect(await tracesOf(school)).toEqual({ ...before, audits: before.audits + 1 });
  });

  it('is only tried out where it is a dry run, which says exactly what the real one does', async () => {
    const school = await aSchool(db());
    const { files } = aBundle({ students: 60, faulty: 15 });
    const dry = await importNow(school, files, { dryRun: true });
    expect(await studentsOf(school)).toBe(0);
    expect(await tracesOf(school)).toMatchObject({ events: 0, audits: 0 });
    expect(await importNow(school, files)).toEqual(dry);
  });

  it('may be one file with a student and the guardians in each line', async () => {
    const school = await aSchool(db());
    const columns = ['student_number', 'given_name', 'family_name', 'email', 'grade_level', 'homeroom', 'entry_date',
      'guardian_1_given_name', 'guardian_1_family_name', 'guardian_1_email', 'guardian_1_relation']; // prettier-ignore
    const row = (number: string, over: Record<string, string> = {}) => {
      const values: Record<string, string> = {
        ...{
          student_number: number,
          given_name: 'Amina',
          family_name: 'Otieno',
          grade_level: '9',
          homeroom: '9A',
        },
        ...{ entry_date: '2026-01-05', guardian_1_given_name: 'Grace', guardian_1_family_name: 'Otieno' },
        ...{ guardian_1_email: 'grace@roster.example', guardian_1_relation: 'MOTHER', ...over },
      };
      return columns.map((column) => values[column] ?? '');
    };
    const file = csv('students.csv', columns, [
      row('1'),
      row('2', { given_name: '=cmd' }),
      row('3', { guardian_1_email: '' }),
      row('4', { guardian_1_relation: 'friend' }),
      row('1'),
    ]);
    const job = await importNow(school, [file], { format: 'CSV' });
    expect(job.errors).toEqual([
      { file: 'students.csv', line: 3, field: 'given_name', code: 'INVALID_VALUE' },
      { file: 'students.csv', line: 4, field: 'guardian_1_email', code: 'MISSING_VALUE' },
      { file: 'students.csv', line: 5, field: 'guardian_1_relation', code: 'INVALID_VALUE' },
      { file: 'students.csv', line: 6, field: 'student_number', code: 'DUPLICATE_SOURCED_ID' },
    ]);
    const { data } = await users.send(
      await officeOf(school),
      `query ($id: ID!) { students(schoolId: $id) { nodes { studentNumber homeroom user { givenName }
        guardians { relation canSeeAttendance guardian { user { givenName } } } } } }`,
      { id: school.id },
    );
    expect(data.students.nodes).toEqual([
      {
        ...{ studentNumber: '1', homeroom: '9A', user: { givenName: 'Amina' } },
        guardians: [
          { relation: 'MOTHER', canSeeAttendance: false, guardian: { user: { givenName: 'Grace' } } },
        ],
      },
    ]);
    expect(await importNow(school, [file], { format: 'CSV' })).toMatchObject({ created: 0, updated: 0 });
  });

  it('moves a student to another grade from today on, and keeps what was', async () => {
    const school = await aSchool(db());
    const file = (grade: string) =>
      csv(
        'students.csv',
        ['student_number', 'given_name', 'family_name', 'grade_level', 'entry_date'],
        [['1', 'Amina', 'Otieno', grade, '2026-01-05']],
      );
    await importNow(school, [file('9')], { format: 'CSV' });
    expect(await importNow(school, [file('10')], { format: 'CSV' })).toMatchObject({ updated: 1 });
    const stays = await db().query<object[]>(
      `SELECT grade_level, entry_type, exit_type FROM school_enrollments WHERE school_id = $1 ORDER BY entry_date`,
      [school.id],
    );
    expect(stays).toEqual([
      { grade_level: '9', entry_type: 'NEW', exit_type: 'PROMOTED' },
      { grade_level: '10', entry_type: 'PROMOTION', exit_type: null },
    ]);
  });

  it('ends what it says is to be deleted', async () => {
    const school = await aSchool(db());
    const { files } = aBundle({ students: 2 });
    await importNow(school, files);
    const day = addDays(new Date().toISOString().slice(0, 10), -1);
    const gone = files.map(({ name, content }) => ({
      name,
      content: content
        .replace('user-1,active,,', `user-1,tobedeleted,${day},`)
        .replace('role-1,active,,', `role-1,tobedeleted,${day},`),
    }));
    await importNow(school, gone);
    expect(await studentsOf(school)).toBe(1);
    expect(await importNow(school, gone)).toMatchObject({ created: 0, updated: 0 });
  });

  it('ties children to their agents', async () => {
    const school = await aSchool(db());
    const { files } = aBundle({ students: 1 });
    const [orgs, people, roles] = files as [RosterFile, RosterFile, RosterFile];
    const withAgent =
      people.content.replace(/,\r\n$/, ',parent-1\r\n') +
      'parent-1,active,,true,p,Grace,Otieno,,grace1@roster.example,,\r\n';
    const withRole = `${roles.content}role-p,active,,parent-1,primary,parent,2026-01-05,,school-1\r\n`;
    await importNow(school, [
      orgs,
      { name: 'users.csv', content: withAgent },
      { name: 'roles.csv', content: withRole },
    ]);
    const links = await db().query<object[]>(
      `SELECT relation, can_see_grades FROM guardian_links WHERE tenant_id = $1`,
      [school.tenantId],
    );
    expect(links).toEqual([{ relation: 'OTHER', can_see_grades: false }]);
  });
});

describe('an import', () => {
  it('leaves alone people of schools it is not for', async () => {
    const school = await aSchool(db());
    const other = await aSchool(db(), { tenantId: school.tenantId });
    const director = await aUser(db(), other, { email: 'student0@roster.example', givenName: 'Director' });
    await grantRole(db(), director, other.id, 'PRINCIPAL');
    const job = await importNow(school, aBundle({ students: 1 }).files);
    expect(job.errors).toEqual([{ file: 'users.csv', line: 2, field: 'email', code: 'EMAIL_TAKEN' }]);
    const [{ given_name: name }] = await db().query<[{ given_name: string }]>(
      'SELECT given_name FROM users WHERE id = $1',
      [director.id],
    );
    expect(name).toBe('Director');
  });

  it('gives no role that its importer does not have to give', async () => {
    const school = await aSchool(db());
    const { files } = aBundle({ students: 1 });
    const roles = files[2]!.content.replace(',student,', ',districtAdministrator,');
    const job = await importNow(school, [files[0]!, files[1]!, { name: 'roles.csv', content: roles }]);
    expect(job.errors).toMatchObject([{ file: 'roles.csv', line: 2, field: 'role', code: 'OUT_OF_SCOPE' }]);
  });

  it.each([
    ['a file with nothing in it', [{ name: 'students.csv', content: '' }], 'CSV'],
    ['a file that is no text', [{ name: 'students.csv', content: 's\0t\0u\0' }], 'CSV'],
    ['a column twice', [{ name: 'students.csv', content: 'student_number,student_number\n' }], 'CSV'],
    ['a file without its columns', [{ name: 'students.csv', content: 'given_name\nAmina\n' }], 'CSV'],
    ['a bundle without users', [aBundle({ students: 1 }).files[0]!], 'ONEROSTER_CSV'],
    [
      'a file that no bundle has',
      [...aBundle({ students: 1 }).files, { name: 'x.exe', content: 'a' }],
      'ONEROSTER_CSV',
    ],
  ])('refuses %s as a whole', async (_what, files, format) => {
    const school = await aSchool(db());
    const { job, userErrors } = await request(school, { files, format: format as 'CSV' | 'ONEROSTER_CSV' });
    expect(job).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'UNREADABLE_FILE', field: ['input', 'files'] }]);
  });

  it('reads what comes before a quote that is never closed', async () => {
    const school = await aSchool(db());
    const content =
      '\uFEFFstudent_number,given_name,family_name,grade_level\n1,Amina,Otieno,9\n2,"Grace,Otieno,9\n3,A,B,9\n';
    const job = await importNow(school, [{ name: 'students.csv', content }], { format: 'CSV' });
    expect(job).toMatchObject({ created: 1, errors: [{ line: 3, field: null, code: 'MALFORMED_ROW' }] });
  });

  it('is one at a time for a school, and for its office alone', async () => {
    const school = await aSchool(db());
    const other = await aSchool(db());
    const { files } = aBundle({ students: 400 });
    const first = await request(school, { files });
    expect((await request(school, { files })).userErrors).toMatchObject([{ code: 'IMPORT_RUNNING' }]);
    expect(
      (await request(school, { files }, aMember(school.tenantId, school.id, 'TEACHER'))).userErrors,
    ).toMatchObject([{ code: 'FORBIDDEN' }]);
    const stranger = aMember(other.tenantId, other.id, 'SITE_ADMINISTRATOR');
    expect((await request(school, { files }, stranger)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await request(school, { files, schoolId: null })).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    const hidden = await users.send(
      stranger,
      'query ($id: ID!) { importJob(id: $id) { state } node(id: $id) { id } }',
      { id: first.job.id },
    );
    expect(hidden.data).toEqual({ importJob: null, node: null });
  });

  it('for a district finds its schools by their codes', async () => {
    const school = await aSchool(db(), { identifier: 'S-1' });
    const { id: sub, ...rest } = await aUser(db(), school);
    await grantRole(db(), { id: sub, ...rest }, school.tenantId, 'DISTRICT_ADMINISTRATOR');
    const director = aViewer(school.tenantId, {
      ...{ sub, roles: [{ org: school.tenantId, role: 'DISTRICT_ADMINISTRATOR' }] },
    });
    const { files } = aBundle({ students: 3 });
    const orgs = csv(
      'orgs.csv',
      ['sourcedId', 'name', 'type', 'identifier'],
      [
        ['school-1', 'Whatever', 'school', 'S-1'],
        ['school-2', 'Elsewhere', 'school', 'S-2'],
      ],
    );
    const { job } = await request(school, { files: [orgs, files[1]!, files[2]!], schoolId: null }, director);
    expect((await importOver(users, director, job.id)).errors).toEqual([
      { file: 'orgs.csv', line: 3, field: 'identifier', code: 'OUT_OF_SCOPE' },
    ]);
    expect(await studentsOf(school)).toBe(3);
  });
});
