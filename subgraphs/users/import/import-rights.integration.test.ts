import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { AuditEvent } from '../audit/audit-event.entity';
import { aPlainRoster, anOffice, askForImport, importNow, importOver } from '../../../tests/support/imports';
import { until } from '../../../tests/support/events';
import { testTokenConfig } from '../../../tests/support/keys';
import {
  aSchool,
  aStaffMember,
  aStay,
  aStudent,
  aUser,
  grantRole,
  link,
} from '../../../tests/support/people';
import { act, fixedClock } from '../../../tests/support/people-acts';
import { csv } from '../../../tests/support/roster';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aViewer } from '../../../tests/support/viewers';
import { GuardianLink } from '../guardian/guardian-link.entity';
import { OrganizationUnit } from '../organization/organization-unit.entity';
import type { School } from '../school/school.entity';
import { usersSubgraph } from '../subgraph';
import { RoleAssignment } from '../user/role-assignment.entity';
import { User } from '../user/user.entity';
import { writeExternals } from './external-ids';
import { ImportJob } from './import-job.entity';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { clock: fixedClock });
});
afterAll(() => users.stop());

interface Place {
  school: School;
  /** Another school of the tenant. */
  other: School;
  office: ViewerClaims;
}

async function twoSchools(): Promise<Place> {
  const school = await aSchool(db());
  const other = await aSchool(db(), { tenantId: school.tenantId, name: 'Riverside' });
  return { school, other, office: await anOffice(users, school) };
}

async function aDirector({ tenantId }: School, orgId = tenantId): Promise<ViewerClaims> {
  const user = await aUser(db(), { tenantId } as School);
  await grantRole(db(), user, orgId, 'DISTRICT_ADMINISTRATOR');
  return aViewer(tenantId, { sub: user.id, roles: [{ org: orgId, role: 'DISTRICT_ADMINISTRATOR' }] });
}

const USER_COLUMNS = [
  'sourcedId',
  'givenName',
  'familyName',
  'email',
  'status',
  'enabledUser',
  'identifier',
  'grades',
];
const ROLE_COLUMNS = ['sourcedId', 'userSourcedId', 'role', 'orgSourcedId', 'beginDate', 'endDate', 'status'];

/** A bundle about people of one school, `school-1`; a person's values are a name, a family name and what else there is. */
const bundle = (people: readonly string[][], roles: readonly string[][], orgs: readonly string[][] = []) => {
  const padded = (rows: readonly string[][], width: number) =>
    rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]);
  return [
    csv(
      'orgs.csv',
      ['sourcedId', 'name', 'type', 'identifier'],
      [['school-1', 'Hillside', 'school', ''], ...orgs],
    ),
    csv('users.csv', USER_COLUMNS, padded(people, USER_COLUMNS.length)),
    csv('roles.csv', ROLE_COLUMNS, padded(roles, ROLE_COLUMNS.length)),
  ];
};
const importBundle = (viewer: ViewerClaims, files: readonly object[], over: object = {}) =>
  importNow(users, viewer, files, { format: 'ONEROSTER_CSV', ...over });

/** Makes somebody known to the other system. */
const callThem = (user: Pick<User, 'id' | 'tenantId'>, value: string) =>
  writeExternals(db().manager, user.tenantId, [{ id: '', type: 'user', value, objectId: user.id }]);
const personOf = ({ id }: { id: string }) => db().manager.findOneByOrFail(User, { id });
const rolesOf = async ({ id: userId }: { id: string }) =>
  (await db().manager.find(RoleAssignment, { where: { userId }, order: { id: 'ASC' } })).map(
    ({ role, orgId, endDate }) => ({ role, orgId, isOver: endDate !== null }),
  );

describe('the address of an account', () => {
  const stolen = 'thief@roster.example';

  it('is changed by a file where the importer could change it by hand, which is remembered', async () => {
    const { school, office } = await twoSchools();
    const teacher = await aUser(db(), school, { email: 'teacher@roster.example' });
    await grantRole(db(), teacher, school.id, 'TEACHER');
    await callThem(teacher, 'u-1');
    const job = await importBundle(office, bundle([['u-1', 'Amina', 'Otieno', 'new@roster.example']], []));
    expect(job.errors).toEqual([]);
    expect(await personOf(teacher)).toMatchObject({ email: 'new@roster.example' });
    const trace = { subjectId: teacher.id, action: 'user.updated', actorUserId: office.sub };
    expect(await db().manager.countBy(AuditEvent, trace)).toBe(1);
  });

  it.each<[string, (place: Place) => Promise<User>]>([
    [
      'works at another school, too',
      async ({ school, other }) => {
        const person = await aUser(db(), school, { email: 'both@roster.example' });
        await grantRole(db(), person, school.id, 'TEACHER');
        await grantRole(db(), person, other.id, 'TEACHER');
        return person;
      },
    ],
    [
      'administers the district, too',
      async ({ school }) => {
        const person = await aUser(db(), school, { email: 'above@roster.example' });
        await grantRole(db(), person, school.id, 'TEACHER');
        await grantRole(db(), person, school.tenantId, 'DISTRICT_ADMINISTRATOR');
        return person;
      },
    ],
    [
      'belongs to another school alone',
      async ({ school, other }) => {
        const person = await aUser(db(), school, { email: 'theirs@roster.example' });
        await grantRole(db(), person, other.id, 'PRINCIPAL');
        return person;
      },
    ],
    [
      'can sign in and belongs to no school any more',
      ({ school }) => aUser(db(), school, { email: 'former@roster.example' }),
    ],
    [
      'has children at another school alone',
      async ({ school, other }) => {
        const person = await aUser(db(), school, { email: 'parent@roster.example' });
        await link(db(), person, await aStudent(db(), other));
        return person;
      },
    ],
  ])('stays as it is where the person %s', async (_who, make) => {
    const place = await twoSchools();
    const person = await make(place);
    await callThem(person, 'u-1');
    const byHand = await users.send(
      place.office,
      `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { userErrors { code } } }`,
      { input: { userId: person.id, expectedVersion: 1, email: stolen } },
    );
    expect(['FORBIDDEN', 'NOT_FOUND']).toContain(byHand.data.updateProfile.userErrors[0].code);
    const files = bundle([['u-1', 'Mallory', 'Thief', stolen]], [['r-1', 'u-1', 'teacher', 'school-1']]);
    const dry = await importBundle(place.office, files, { dryRun: true });
    const job = await importBundle(place.office, files);
    expect(job.errors[0]).toMatchObject({ file: 'users.csv', line: 2, code: 'OUT_OF_SCOPE' });
    expect(dry.errors).toEqual(job.errors);
    const { email, givenName, familyName } = person;
    expect(await personOf(person)).toMatchObject({ email, givenName, familyName, version: 1 });
  });

  it('stays that of a student who is at two schools', async () => {
    const { school, other, office } = await twoSchools();
    const student = await aStudent(db(), school, {
      email: 'child@roster.example',
      student: { studentNumber: '7' },
    });
    await aStay(db(), student, { schoolId: other.id });
    const job = await importNow(users, office, [
      aPlainRoster([{ student_number: '7', email: stolen, given_name: 'X' }]),
    ]);
    expect(job.errors).toEqual([{ file: 'students.csv', line: 2, field: 'email', code: 'OUT_OF_SCOPE' }]);
    expect(await personOf({ id: student.userId })).toMatchObject({
      email: 'child@roster.example',
      givenName: 'Amina',
    });
  });
});

describe('people of another school', () => {
  it('are as unknown to a file as to an act by hand', async () => {
    const { school, other, office } = await twoSchools();
    const theirs = await aUser(db(), school, { email: 'director@roster.example', givenName: 'Director' });
    await grantRole(db(), theirs, other.id, 'PRINCIPAL');
    const byHand = await act(users, office, 'createStudent', {
      ...{ schoolId: school.id, givenName: 'Amina', familyName: 'Otieno', email: 'director@roster.example' },
      ...{ studentNumber: '1', gradeLevel: '9' },
    });
    expect(byHand.userErrors).toMatchObject([{ code: 'EMAIL_TAKEN' }]);
    const address = 'Director@Roster.example';
    const job = await importNow(users, office, [
      aPlainRoster([
        { student_number: '1', email: address },
        {
          student_number: '2',
          guardian_1_given_name: 'A',
          guardian_1_family_name: 'B',
          guardian_1_email: address,
        },
        {
          student_number: '3',
          guardian_1_given_name: 'A',
          guardian_1_family_name: 'B',
          guardian_1_email: 'director@roster.example',
        },
      ]),
    ]);
    expect(job.errors.map(({ line, field, code }) => [line, field, code])).toEqual([
      [2, 'email', 'EMAIL_TAKEN'],
      [3, 'guardian_1_email', 'EMAIL_TAKEN'],
      [4, 'guardian_1_email', 'EMAIL_TAKEN'],
    ]);
    expect(await personOf(theirs)).toMatchObject({ givenName: 'Director', version: 1 });
    expect(await rolesOf(theirs)).toEqual([{ role: 'PRINCIPAL', orgId: other.id, isOver: false }]);
  });

  it('do not become this one’s by a name that another system has for their school', async () => {
    const { school, other, office } = await twoSchools();
    await importBundle(await aDirector(school), bundle([], [], [['school-2', 'Riverside', 'school', '']]), {
      schoolId: null,
    });
    const job = await importBundle(office, [
      csv('orgs.csv', ['sourcedId', 'name', 'type'], [['school-2', 'Whatever', 'school']]),
      ...bundle([['u-1', 'Amina', 'Otieno']], [['r-1', 'u-1', 'teacher', 'school-2']]).slice(1),
    ]);
    expect(job.errors).toEqual([
      { file: 'orgs.csv', line: 2, field: 'sourcedId', code: 'OUT_OF_SCOPE' },
      { file: 'roles.csv', line: 2, field: 'orgSourcedId', code: 'OUT_OF_SCOPE' },
    ]);
    expect(await db().manager.countBy(RoleAssignment, { orgId: other.id })).toBe(0);
  });

  it('do not get rights here by a name that their school has given them before', async () => {
    const { school, other, office } = await twoSchools();
    const evil = 'evil@roster.example';
    const squatters = bundle(
      [
        ['nobody', 'Mallory', 'Otieno', evil],
        ['former', 'Mallory', 'Otieno', 'former@roster.example'],
        ['parent', 'Mallory', 'Otieno', 'parent@roster.example'],
      ],
      [
        ['r-1', 'former', 'teacher', 'school-2', '2026-01-05', '2026-03-11'],
        ['r-2', 'parent', 'parent', 'school-2'],
      ],
    );
    const theirOrgs = csv('orgs.csv', ['sourcedId', 'name', 'type'], [['school-2', 'Riverside', 'school']]);
    const theirs = await importBundle(await anOffice(users, other), [theirOrgs, ...squatters.slice(1)]);
    expect(theirs.errors).toEqual([]);
    await db().query(`UPDATE role_assignments SET end_date = '2026-03-10' WHERE end_date = '2026-03-11'`);

    const names = ['nobody', 'former', 'parent'];
    for (const address of ['jane@roster.example', '']) {
      const mine = bundle(
        names.map((name) => [name, 'Jane', 'Otieno', address && `${name}.${address}`]),
        names.map((name, i) => [`s-${i}`, name, 'teacher', 'school-1']),
      );
      const job = await importBundle(office, mine);
      expect(job).toMatchObject({ created: address ? 1 : 0, updated: 0, failed: 6 });
      expect(job.errors.map(({ line, code }) => [line, code])).toEqual(
        [2, 3, 4].map((line) => [line, 'OUT_OF_SCOPE']),
      );
    }
    expect(await db().manager.countBy(RoleAssignment, { orgId: school.id, role: 'TEACHER' })).toBe(0);
  });

  it('are changed by a file of the district, within what its administrators administer', async () => {
    const { school, other } = await twoSchools();
    const unit = await db().manager.save(OrganizationUnit, {
      ...{
        id: school.tenantId.replace(/.{4}$/, 'AAAA'),
        tenantId: school.tenantId,
        parentId: school.tenantId,
      },
      ...{ type: 'LOCAL', name: 'North', identifier: null },
    });
    await db().query('UPDATE schools SET parent_id = $1 WHERE id = $2', [unit.id, school.id]);
    const north = await aDirector(school, unit.id);
    const inSchool = {
      ...north,
      roles: [...north.roles, { org: school.id, role: 'DISTRICT_ADMINISTRATOR' as const }],
    };
    const roster = [aPlainRoster([{ student_number: '1' }])];
    expect(await importNow(users, inSchool, roster, { schoolId: school.id })).toMatchObject({ created: 1 });
    const refused = await askForImport(users, inSchool, roster, { schoolId: other.id });
    expect(refused.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('a guardian with children at two schools', () => {
  const parent = (over: Record<string, string> = {}) => ({
    ...{
      guardian_1_given_name: 'Grace',
      guardian_1_family_name: 'Otieno',
      guardian_1_email: 'grace@roster.example',
    },
    ...over,
  });

  it('is tied to each by the file of their school, which changes nothing else of them', async () => {
    const { school, other, office } = await twoSchools();
    const theirOffice = await anOffice(users, other);
    await importNow(users, office, [aPlainRoster([parent()])]);
    const theirs = [
      aPlainRoster([
        { student_number: '5', ...parent({ guardian_1_given_name: 'G.', guardian_1_phone: '0700 123456' }) },
      ]),
    ];
    expect(await importNow(users, theirOffice, theirs)).toMatchObject({ created: 1, errors: [] });
    expect(await importNow(users, theirOffice, theirs)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 1,
    });
    expect(await importNow(users, office, [aPlainRoster([parent()])])).toMatchObject({ unchanged: 1 });
    const [grace, ...others] = await db().manager.findBy(User, {
      tenantId: school.tenantId,
      email: 'grace@roster.example',
    });
    expect(others).toEqual([]);
    expect(grace).toMatchObject({ givenName: 'Grace', phone: null, version: 1 });
    expect(await db().manager.countBy(GuardianLink, { guardianUserId: grace!.id })).toBe(2);
  });

  it('is known by the name of each school’s own system', async () => {
    const { school, other, office } = await twoSchools();
    const files = (prefix: string) => {
      const [orgs, people, roles] = bundle(
        [
          [`${prefix}-child`, 'Amina', 'Otieno', '', 'active', 'true', `${prefix}-1`, '9'],
          [`${prefix}-parent`, 'Grace', 'Otieno', 'grace@roster.example'],
        ],
        [
          [`${prefix}-r1`, `${prefix}-child`, 'student', `${prefix}-school`],
          [`${prefix}-r2`, `${prefix}-parent`, 'parent', `${prefix}-school`],
        ],
      );
      const withAgent = people!.content
        .replace(/(\r\n[^,]*-child[^\r]*)/, `$1,${prefix}-parent`)
        .replace('grades', 'grades,agentSourcedIds')
        .replace(/(-parent,Grace[^\r]*)/, '$1,');
      return [
        { ...orgs!, content: orgs!.content.replace('school-1', `${prefix}-school`) },
        { ...people!, content: withAgent },
        roles!,
      ];
    };
    expect((await importBundle(office, files('a'))).errors).toEqual([]);
    const theirOffice = await anOffice(users, other);
    expect((await importBundle(theirOffice, files('b'))).errors).toEqual([]);
    for (const [viewer, prefix] of [
      [office, 'a'],
      [theirOffice, 'b'],
    ] as const) {
      expect(await importBundle(viewer, files(prefix))).toMatchObject({ created: 0, updated: 0, failed: 0 });
    }
    expect(await db().manager.countBy(GuardianLink, { tenantId: school.tenantId })).toBe(2);
    expect(
      await db().manager.countBy(User, { tenantId: school.tenantId, email: 'grace@roster.example' }),
    ).toBe(1);
  });

  it('is the same whatever the order of the rows', async () => {
    const rows: Record<string, string>[] = [
      { student_number: '1', ...parent() },
      { student_number: '2', ...parent({ guardian_1_given_name: 'Grace Ann' }) },
      { student_number: '3', email: 'grace@roster.example' },
      {
        student_number: '4',
        email: 'sibling@roster.example',
        ...parent({ guardian_1_email: 'Sibling@roster.example' }),
      },
    ];
    const outcomes = [];
    for (const order of [rows, rows.toReversed()]) {
      const { office } = await twoSchools();
      const file = aPlainRoster(order);
      const first = await importNow(users, office, [file]);
      outcomes.push(
        new Set(
          first.errors.map(({ line, field, code }) => `${order[line - 2]!.student_number} ${field} ${code}`),
        ),
      );
      expect(await importNow(users, office, [file])).toMatchObject({
        created: 0,
        updated: 0,
        errors: first.errors,
      });
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
  });
});

describe('roles', () => {
  it('are given where the importer could give them by hand, and never to the importer', async () => {
    const { school, other, office } = await twoSchools();
    await callThem({ id: office.sub, tenantId: school.tenantId }, 'me');
    const files = bundle(
      [['u-1', 'Grace', 'Otieno']],
      [
        ['r-1', 'u-1', 'teacher', 'school-1'],
        ['r-2', 'u-1', 'districtAdministrator', 'school-1'],
        ['r-3', 'u-1', 'districtAdministrator', 'district'],
        ['r-4', 'u-1', 'siteAdministrator', 'school-2'],
        ['r-5', 'me', 'principal', 'school-1'],
        ['r-6', 'me', 'siteAdministrator', 'school-1'],
        ['r-7', 'u-1', 'constructor', 'school-1'],
        ['r-8', 'u-1', 'systemAdministrator', 'school-1'],
      ],
      [
        ['district', 'A district', 'district', ''],
        ['school-2', 'Riverside', 'school', ''],
      ],
    );
    const job = await importBundle(office, files);
    expect(job.errors.map(({ file, line, field, code }) => [file, line, field, code])).toEqual([
      ['orgs.csv', 4, 'identifier', 'OUT_OF_SCOPE'],
      ['roles.csv', 3, 'role', 'OUT_OF_SCOPE'],
      ['roles.csv', 4, 'orgSourcedId', 'OUT_OF_SCOPE'],
      ['roles.csv', 5, 'orgSourcedId', 'DANGLING_REFERENCE'],
      ['roles.csv', 6, null, 'OUT_OF_SCOPE'],
      ['roles.csv', 8, 'role', 'INVALID_VALUE'],
      ['roles.csv', 9, 'role', 'INVALID_VALUE'],
    ]);
    expect(await rolesOf({ id: office.sub })).toEqual([
      { role: 'SITE_ADMINISTRATOR', orgId: school.id, isOver: false },
    ]);
    expect(await db().manager.countBy(RoleAssignment, { orgId: other.id })).toBe(0);
  });

  it('of the last administrator are not ended, nor is their access', async () => {
    const { school } = await twoSchools();
    const director = await aDirector(school);
    await db().query(`DELETE FROM role_assignments WHERE org_id = $1`, [school.id]);
    const principals = [
      await aStaffMember(db(), school, 'PRINCIPAL'),
      await aStaffMember(db(), school, 'PRINCIPAL'),
    ];
    for (const [i, { userId: id }] of principals.entries())
      await callThem({ id, tenantId: school.tenantId }, `p-${i}`);
    const roles = [0, 1].map((i) => [`r-${i}`, `p-${i}`, 'principal', 'school-1', '', '', 'tobedeleted']);
    const accounts = [0, 1].map((i) => [`p-${i}`, 'Amina', 'Otieno', '', 'tobedeleted']);
    const over = { schoolId: school.id };
    const dry = await importBundle(director, bundle([], roles), { ...over, dryRun: true });
    const ended = await importBundle(director, bundle([], roles), over);
    expect(ended).toEqual(dry);
    expect(ended).toMatchObject({
      updated: 1,
      errors: [{ file: 'roles.csv', line: 3, code: 'LAST_ADMINISTRATOR' }],
    });
    const disabled = await importBundle(director, bundle(accounts, []), over);
    expect(disabled).toMatchObject({
      updated: 1,
      errors: [{ file: 'users.csv', line: 3, code: 'LAST_ADMINISTRATOR' }],
    });
    expect(await personOf({ id: principals[1]!.userId })).toMatchObject({ isEnabled: true });
  });

  it('and the access of the importer, and of those above, are not ended by a file', async () => {
    const { school, office } = await twoSchools();
    const above = await aUser(db(), school);
    await grantRole(db(), above, school.tenantId, 'DISTRICT_ADMINISTRATOR');
    await grantRole(db(), above, school.id, 'TEACHER');
    await callThem({ id: office.sub, tenantId: school.tenantId }, 'me');
    await callThem(above, 'above');
    await aStaffMember(db(), school, 'PRINCIPAL');
    const files = bundle(
      [
        ['me', 'Amina', 'Otieno', '', 'tobedeleted'],
        ['above', 'Amina', 'Otieno', '', 'active', 'false'],
      ],
      [['r-1', 'me', 'siteAdministrator', 'school-1', '', '', 'tobedeleted']],
    );
    const job = await importBundle(office, files);
    expect(job.errors.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['users.csv', 2, 'OUT_OF_SCOPE'],
      ['users.csv', 3, 'OUT_OF_SCOPE'],
      ['roles.csv', 2, 'OUT_OF_SCOPE'],
    ]);
    expect(await personOf({ id: office.sub })).toMatchObject({ isEnabled: true });
    expect(await personOf(above)).toMatchObject({ isEnabled: true });
  });
});

describe('what the office has done since', () => {
  it('is not undone by an older roster: who left stays away until a new first day', async () => {
    const { school, office } = await twoSchools();
    const row = { student_number: '1', entry_date: '2026-01-05' };
    await importNow(users, office, [aPlainRoster([row])]);
    const [student] = await db().query<[{ id: string }]>('SELECT id FROM students WHERE school_id = $1', [
      school.id,
    ]);
    const exitDate = '2026-02-01';
    const withdrawn = await act(users, office, 'withdrawStudent', {
      studentId: student.id,
      schoolId: school.id,
      exitDate,
    });
    expect(withdrawn.userErrors).toEqual([]);
    for (const older of [row, { ...row, entry_date: '' }, { ...row, grade_level: '10' }]) {
      const job = await importNow(users, office, [aPlainRoster([older])]);
      expect(job).toMatchObject({
        updated: 0,
        errors: [{ line: 2, field: 'entry_date', code: 'ALREADY_ENDED' }],
      });
    }
    const back = { ...row, entry_date: '2026-03-01' };
    expect(await importNow(users, office, [aPlainRoster([back])])).toMatchObject({ updated: 1, errors: [] });
    expect(await importNow(users, office, [aPlainRoster([back])])).toMatchObject({ unchanged: 1 });
    const stays = await db().query<object[]>(
      'SELECT entry_date::text, exit_date::text FROM school_enrollments WHERE student_id = $1 ORDER BY entry_date',
      [student.id],
    );
    expect(stays).toEqual([
      { entry_date: '2026-01-05', exit_date: exitDate },
      { entry_date: '2026-03-01', exit_date: null },
    ]);
  });

  it('is not undone by an older roster: who went to another school is not made anew', async () => {
    const { school, other, office } = await twoSchools();
    const row = { student_number: '1', entry_date: '2026-01-05' };
    await importNow(users, office, [aPlainRoster([row])]);
    const [student] = await db().query<[{ id: string }]>('SELECT id FROM students WHERE school_id = $1', [
      school.id,
    ]);
    const director = await aDirector(school);
    const moved = await act(users, director, 'transferStudent', {
      ...{
        studentId: student.id,
        fromSchoolId: school.id,
        toSchoolId: other.id,
        gradeLevel: '9',
        date: '2026-02-15',
      },
    });
    expect(moved.userErrors).toEqual([]);
    const job = await importNow(users, office, [aPlainRoster([row])]);
    expect(job).toMatchObject({ created: 0, updated: 0, errors: [{ code: 'ALREADY_ENDED' }] });
  });

  it('is not undone by an older roster: ties to guardians and their switches', async () => {
    const { school, office } = await twoSchools();
    const guardians = ['Grace', 'John'].flatMap((name, i) => [
      [`guardian_${i + 1}_given_name`, name],
      [`guardian_${i + 1}_family_name`, 'Otieno'],
      [`guardian_${i + 1}_email`, `${name.toLowerCase()}@roster.example`],
    ]);
    const roster = [aPlainRoster([Object.fromEntries(guardians) as Record<string, string>])];
    await importNow(users, office, roster);
    const links = () =>
      db().manager.find(GuardianLink, { where: { tenantId: school.tenantId }, order: { id: 'ASC' } });
    const [kept, ended] = await links();
    await act(users, office, 'updateGuardianLink', {
      ...{ guardianLinkId: kept!.id, relation: 'MOTHER', courtOrderNote: 'Not to be told the address' },
      ...{ switches: { canSeeGrades: true } },
    });
    const revoked = await act(users, office, 'revokeGuardianLink', { guardianLinkId: ended!.id });
    expect(revoked.userErrors).toEqual([]);
    const before = await links();
    expect(await importNow(users, office, roster)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 1,
      errors: [],
    });
    expect(await links()).toEqual(before);
    expect(before).toMatchObject([{ canSeeGrades: true, relation: 'MOTHER' }, {}]);
    expect(before[1]!.validTo).not.toBeNull();
  });

  it('is not undone by an older roster: access and roles', async () => {
    const { office } = await twoSchools();
    const director = await aDirector({ tenantId: office.tenant } as School);
    const files = bundle(
      [
        ['u-1', 'Grace', 'Otieno'],
        ['u-2', 'John', 'Otieno'],
      ],
      [
        ['r-1', 'u-1', 'teacher', 'school-1', '2026-01-05'],
        ['r-2', 'u-2', 'teacher', 'school-1', '2026-01-05'],
      ],
    );
    await importBundle(office, files);
    const [grace, john] = await db().manager.find(User, {
      where: [
        { tenantId: office.tenant, givenName: 'Grace' },
        { tenantId: office.tenant, givenName: 'John' },
      ],
      order: { givenName: 'ASC' },
    });
    await act(users, director, 'deactivateUser', { userId: grace!.id, reason: 'On leave' });
    const [role] = await db().manager.findBy(RoleAssignment, { userId: john!.id });
    await act(users, director, 'revokeRole', { roleAssignmentId: role!.id });
    const job = await importBundle(office, files);
    expect(job).toMatchObject({ created: 0, updated: 0 });
    expect(job.errors).toEqual([
      { file: 'users.csv', line: 2, field: 'enabledUser', code: 'ALREADY_ENDED' },
      { file: 'roles.csv', line: 3, field: 'beginDate', code: 'ALREADY_ENDED' },
    ]);
    expect(await personOf(grace!)).toMatchObject({ isEnabled: false });
    expect(await rolesOf(john!)).toMatchObject([{ isOver: true }]);
  });
});

describe('an import', () => {
  const manyRows = (count: number, over: (i: number) => Record<string, string> = () => ({})) =>
    aPlainRoster(
      Array.from({ length: count }, (_, i) => ({
        student_number: `N${i}`,
        entry_date: '2026-01-05',
        ...over(i),
      })),
    );

  it('ends where the rights of its importer end', async () => {
    const { school, office } = await twoSchools();
    await aStudent(db(), school, { student: { studentNumber: 'N300' } });
    const runner = db().createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    await runner.query(`SELECT FROM students WHERE school_id = $1 AND student_number = 'N300' FOR UPDATE`, [
      school.id,
    ]);
    const roster = manyRows(600, (i) => ({ given_name: i === 300 ? 'Changed' : 'Amina' }));
    const { job } = await askForImport(users, office, [roster]);
    const read = () => db().manager.findOneByOrFail(ImportJob, { id: job.id as string });
    await until(async () => (await read()).processedRows === 250, 20_000);
    const [role] = await db().manager.findBy(RoleAssignment, { userId: office.sub });
    await aStaffMember(db(), school, 'PRINCIPAL');
    const revoked = await act(users, await aDirector(school), 'revokeRole', { roleAssignmentId: role!.id });
    expect(revoked.userErrors).toEqual([]);
    await runner.rollbackTransaction();
    await runner.release();
    const done = await importOver(users, office, job.id as string);
    expect(done).toMatchObject({ state: 'COMPLETED', created: 250, updated: 0, failed: 350 });
    expect(new Set(done.errors.map(({ code }) => code))).toEqual(new Set(['OUT_OF_SCOPE']));
  });

  it('goes on where one of its rows fails for a reason nobody foresaw, and does not tell the reason', async () => {
    const { school, office } = await twoSchools();
    await db().query(`
      CREATE FUNCTION fail_at_odds() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.family_name = 'Odds' THEN RAISE EXCEPTION 'a secret of the house'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER fail_at_odds BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION fail_at_odds()`);
    const roster = manyRows(10, (i) => ({ family_name: i === 5 ? 'Odds' : 'Otieno' }));
    const { job } = await askForImport(users, office, [roster]);
    const done = await importOver(users, office, job.id as string);
    await db().query('DROP TRIGGER fail_at_odds ON users; DROP FUNCTION fail_at_odds');
    expect(done).toMatchObject({ state: 'COMPLETED', created: 9, failed: 1 });
    expect(done.errors).toEqual([{ file: 'students.csv', line: 7, field: null, code: 'NOT_PROCESSED' }]);
    const told = await db().query<{ message: string }[]>(
      'SELECT message FROM import_errors WHERE job_id = $1',
      [job.id],
    );
    expect(told[0]!.message).not.toMatch(/secret/);
    expect(await db().manager.countBy(User, { tenantId: school.tenantId, familyName: 'Odds' })).toBe(0);
  });

  it('of one tenant does not hold up that of another', async () => {
    const { office } = await twoSchools();
    const { office: next } = await twoSchools();
    const { job: large } = await askForImport(users, office, [manyRows(1500)]);
    const { job: small } = await askForImport(users, next, [manyRows(10)]);
    await importOver(users, next, small.id as string);
    const whole = await db().manager.findOneByOrFail(ImportJob, { id: large.id as string });
    expect(whole.processedRows).toBeLessThan(whole.totalRows);
    expect(await importOver(users, office, large.id as string)).toMatchObject({ created: 1500 });
  });

  it('that is a dry run waits for nobody and keeps nobody waiting', async () => {
    const { school, office } = await twoSchools();
    await aStudent(db(), school, { student: { studentNumber: 'N1' } });
    const runner = db().createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    await runner.query('SELECT FROM students WHERE school_id = $1 FOR UPDATE', [school.id]);
    await runner.query('SELECT FROM users WHERE tenant_id = $1 FOR UPDATE', [school.tenantId]);
    const dry = await importNow(users, office, [manyRows(20, () => ({ given_name: 'Changed' }))], {
      dryRun: true,
    });
    await runner.rollbackTransaction();
    await runner.release();
    expect(dry).toMatchObject({ created: 19, updated: 1, errors: [] });
  });

  it('takes turns with an act by hand on the same student', async () => {
    const { school, office } = await twoSchools();
    const student = await aStudent(db(), school, { student: { studentNumber: 'N1' } });
    const runner = db().createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    await runner.query('SELECT FROM students WHERE id = $1 FOR UPDATE', [student.id]);
    const { job } = await askForImport(users, office, [manyRows(3, () => ({ grade_level: '10' }))]);
    await until(async () => {
      const [{ count }] = await db().query<[{ count: number }]>(
        `SELECT count(*)::int FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR NO KEY UPDATE%'
           AND datname = current_database()`,
      );
      return count > 0;
    }, 20_000);
    await runner.query(
      `UPDATE school_enrollments SET exit_date = '2026-03-01', exit_type = 'WITHDRAWN' WHERE student_id = $1`,
      [student.id],
    );
    await runner.commitTransaction();
    await runner.release();
    const done = await importOver(users, office, job.id as string);
    expect(done.errors).toEqual([
      { file: 'students.csv', line: 3, field: 'entry_date', code: 'ALREADY_ENDED' },
    ]);
  });
});
