import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import { until } from '../../../tests/support/events';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStaffMember, aStudent, aUser, grantRole, link } from '../../../tests/support/people';
import { act, asStaff, district, fixedClock, NOW, office, TODAY } from '../../../tests/support/people-acts';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember, aViewer } from '../../../tests/support/viewers';
import { AuditEvent } from '../audit/audit-event.entity';
import { OrganizationUnit } from '../organization/organization-unit.entity';
import { SchoolEnrollment } from '../enrollment/school-enrollment.entity';
import { Staff } from '../staff/staff.entity';
import { Student } from '../student/student.entity';
import { usersSubgraph } from '../subgraph';
import { lockPerson } from './lock-person';
import { RoleAssignment } from './role-assignment.entity';
import { User } from './user.entity';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { clock: fixedClock });
});
afterAll(() => users.stop());

const self = ({ tenantId, id }: Pick<User, 'tenantId' | 'id'>) => aViewer(tenantId, { sub: id });
const eventsAbout = async (aggregateId: string) =>
  (await db().manager.find(OutboxEvent, { where: { aggregateId }, order: { sequence: 'ASC' } })).map(
    ({ name, payload }) => ({ name, payload }),
  );
const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);

describe('a profile', () => {
  it('is changed by the person, as it is written, and remembered without the words', async () => {
    const user = await aUser(db(), await aSchool(db()), { email: 'old@example.org' });
    const payload = await act(users, self(user), 'updateProfile', {
      ...{ userId: user.id, expectedVersion: 1, preferredGivenName: 'Ami', email: 'New.Address@Example.org' },
      ...{ phone: '+254 700 123456' },
    });
    expect(payload).toEqual({
      user: {
        ...{ id: user.id, givenName: 'Amina', familyName: 'Otieno', preferredGivenName: 'Ami', version: 2 },
        ...{ email: 'New.Address@Example.org', phone: '+254 700 123456' },
      },
      userErrors: [],
    });
    const [audit] = await db().manager.findBy(AuditEvent, { subjectId: user.id });
    expect(audit).toMatchObject({ action: 'user.updated', actorUserId: user.id });
    expect(JSON.stringify(audit)).not.toMatch(/Ami|example/);
  });

  it('gives back the person as they are now to whoever saw an older version', async () => {
    const user = await aUser(db(), await aSchool(db()));
    const change = (givenName: string) =>
      act(users, self(user), 'updateProfile', { userId: user.id, expectedVersion: 1, givenName });
    const payloads = await Promise.all(['Asha', 'Brenda', 'Chebet'].map(change));
    const [won] = payloads.filter(({ userErrors }) => userErrors.length === 0);
    expect(payloads.filter(({ userErrors }) => userErrors.length > 0)).toEqual(
      [1, 2].map(() => ({
        user: won.user,
        userErrors: [{ code: 'STALE_OBJECT', field: ['input', 'expectedVersion'] }],
      })),
    );
  });

  it.each([
    ['INVALID_TEXT', 'givenName', null],
    ['INVALID_TEXT', 'givenName', 'x'.repeat(10_000)],
    ['INVALID_TEXT', 'familyName', 'Оtieno'],
    ['INVALID_TEXT', 'preferredGivenName', 'A\u0000'],
    ['INVALID_EMAIL', 'email', 'nowhere'],
    ['INVALID_TEXT', 'phone', 'call me'],
    ['UNKNOWN_LOCALE', 'locale', 'xx-YY'],
    ['INVALID_TEXT', 'pronouns', 'x'.repeat(41)],
  ])('refuses %s in %s', async (code, field, value) => {
    const user = await aUser(db(), await aSchool(db()));
    const payload = await act(users, self(user), 'updateProfile', {
      ...{ userId: user.id, expectedVersion: 1, [field]: value },
    });
    expect(payload).toEqual({ user: null, userErrors: [{ code, field: ['input', field] }] });
  });

  it('refuses an address of somebody of the tenant, in whichever case and form it is written', async () => {
    const school = await aSchool(db());
    await aUser(db(), school, { email: 'Jos\u00e9@example.org' });
    const user = await aUser(db(), school);
    const take = (email: string, who = user) =>
      act(users, self(who), 'updateProfile', { userId: who.id, expectedVersion: 1, email });
    for (const email of ['jos\u00e9@example.org', 'JOS\u00c9@EXAMPLE.ORG', 'jose\u0301@example.org']) {
      expect((await take(email)).userErrors).toEqual([{ code: 'EMAIL_TAKEN', field: ['input', 'email'] }]);
    }
    const elsewhere = await aUser(db(), await aSchool(db()));
    expect(codes(await take('jos\u00e9@example.org', elsewhere))).toEqual([]);
  });

  it('takes the new family name to the lists of the school', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school);
    await act(users, office(school), 'updateProfile', {
      ...{ userId: student.userId, expectedVersion: 1, familyName: 'Zawadi' },
    });
    expect(await db().manager.findOneBy(Student, { id: student.id })).toMatchObject({
      ...{ familyName: 'Zawadi', version: 2 },
    });
    expect(await eventsAbout(student.id)).toMatchObject([
      { name: 'student.changed', payload: { version: 2 } },
    ]);
  });

  it('is not for a teacher, a stranger or another tenant', async () => {
    const school = await aSchool(db());
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    const colleague = await aStaffMember(db(), school, 'TEACHER');
    const change = (viewer: ReturnType<typeof office>, userId = teacher.userId) =>
      act(users, viewer, 'updateProfile', { userId, expectedVersion: 1, givenName: 'Eve' });
    expect(codes(await change(asStaff(colleague)))).toEqual(['FORBIDDEN']);
    expect(codes(await change(office(await aSchool(db()))))).toEqual(['NOT_FOUND']);
    expect(await change(office(await aSchool(db())))).toEqual(await change(office(school), 'usr_nobody'));
  });

  it('lets no office into the account of somebody who ranks above it', async () => {
    const school = await aSchool(db());
    const director = await aUser(db(), school, { email: 'director@example.org' });
    await grantRole(db(), director, school.tenantId, 'DISTRICT_ADMINISTRATOR');
    // Being made a teacher of the school must not put the director into the hands of its office.
    await act(users, office(school), 'assignRole', {
      ...{ userId: director.id, organizationId: school.id, role: 'TEACHER' },
    });
    const change = (over: object) =>
      act(users, office(school), 'updateProfile', { userId: director.id, expectedVersion: 1, ...over });
    expect(codes(await change({ email: 'mine@example.org' }))).toEqual(['FORBIDDEN']);
    expect(codes(await change({ givenName: 'Eve' }))).toEqual(['FORBIDDEN']);
    expect(
      codes(await act(users, office(school), 'deactivateUser', { userId: director.id, reason: 'x' })),
    ).toEqual(['FORBIDDEN']);
  });

  it('lets the office of one of two schools change the name, and not the address', async () => {
    const school = await aSchool(db());
    const other = await aSchool(db(), { tenantId: school.tenantId });
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    await grantRole(db(), { id: teacher.userId, tenantId: school.tenantId } as User, other.id, 'TEACHER');
    const change = (over: object) =>
      act(users, office(school), 'updateProfile', { userId: teacher.userId, expectedVersion: 1, ...over });
    expect(codes(await change({ email: 'mine@example.org' }))).toEqual(['FORBIDDEN']);
    expect(codes(await change({ givenName: 'Asha' }))).toEqual([]);
  });
});

describe('a role', () => {
  it('is given from today and makes its holder one of the staff', async () => {
    const school = await aSchool(db());
    const user = await aUser(db(), school);
    const { roleAssignment, userErrors } = await act(users, office(school), 'assignRole', {
      ...{ userId: user.id, organizationId: school.id, role: 'TEACHER', roleType: 'PRIMARY' },
    });
    expect(userErrors).toEqual([]);
    expect(roleAssignment).toMatchObject({
      ...{ role: 'TEACHER', roleType: 'PRIMARY', beginDate: TODAY, endDate: null },
      ...{ organization: { id: school.id }, school: { id: school.id } },
    });
    expect(await db().manager.countBy(Staff, { userId: user.id, schoolId: school.id })).toBe(1);
    expect(await db().manager.findBy(AuditEvent, { subjectId: user.id })).toMatchObject([
      { action: 'role.assigned', schoolId: school.id },
    ]);
  });

  it('is not given twice for the same days, however many try at once', async () => {
    const school = await aSchool(db());
    const user = await aUser(db(), school);
    const input = { userId: user.id, organizationId: school.id, role: 'COUNSELOR' };
    const payloads = await Promise.all(
      Array.from({ length: 5 }, () => act(users, office(school), 'assignRole', input)),
    );
    expect(payloads.flatMap(codes)).toEqual(Array.from({ length: 4 }, () => 'ROLE_ALREADY_HELD'));
    expect(codes(await act(users, office(school), 'assignRole', { ...input, role: 'AIDE' }))).toEqual([]);
  });

  it.each([
    ['INVALID_DATE', ['input', 'endDate'], { endDate: TODAY }],
    ['INVALID_DATE', ['input', 'beginDate'], { beginDate: '1900-01-01' }],
    ['NOT_FOUND', ['input', 'userId'], { userId: 'usr_nobody' }],
    ['NOT_FOUND', ['input', 'organizationId'], { organizationId: 'sch_nowhere' }],
  ])('is refused with %s in %j', async (code, field, over) => {
    const school = await aSchool(db());
    const user = await aUser(db(), school);
    const payload = await act(users, office(school), 'assignRole', {
      ...{ userId: user.id, organizationId: school.id, role: 'TEACHER', ...over },
    });
    expect(payload).toEqual({ roleAssignment: null, userErrors: [{ code, field }] });
  });

  it('of another tenant is not there: neither its organisations nor its people', async () => {
    const [ours, theirs] = [await aSchool(db()), await aSchool(db())];
    const [user, foreigner] = [await aUser(db(), ours), await aUser(db(), theirs)];
    const assign = (userId: string, organizationId: string) =>
      act(users, district(ours), 'assignRole', { userId, organizationId, role: 'TEACHER' });
    expect((await assign(user.id, theirs.id)).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'organizationId'] },
    ]);
    expect((await assign(foreigner.id, ours.id)).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'userId'] },
    ]);
  });

  it('above schools is for administrators of the district, who reach everything below', async () => {
    const school = await aSchool(db());
    const unit = await db().manager.save(OrganizationUnit, {
      ...{ id: 'org_6ZGBYV3X0YESNRR0H577QYGK56', tenantId: school.tenantId, parentId: school.tenantId },
      ...{ type: 'DISTRICT' as const, name: 'North', identifier: null },
    });
    const below = await aSchool(db(), { tenantId: school.tenantId, parentId: unit.id });
    const user = await aUser(db(), school);
    const north = aViewer(school.tenantId, { roles: [{ org: unit.id, role: 'DISTRICT_ADMINISTRATOR' }] });
    const assign = async (viewer: typeof north, organizationId: string, role: string) =>
      codes(await act(users, viewer, 'assignRole', { userId: user.id, organizationId, role }));

    expect(await assign(office(school), school.tenantId, 'DISTRICT_ADMINISTRATOR')).toEqual(['FORBIDDEN']);
    expect(await assign(office(school), school.id, 'DISTRICT_ADMINISTRATOR')).toEqual(['FORBIDDEN']);
    expect(await assign(district(school), school.id, 'SYSTEM_ADMINISTRATOR')).toEqual(['FORBIDDEN']);
    expect(await assign(north, school.id, 'TEACHER')).toEqual(['FORBIDDEN']);
    expect(await assign(north, below.id, 'TEACHER')).toEqual([]);
    expect(await assign(north, unit.id, 'DISTRICT_ADMINISTRATOR')).toEqual([]);
    expect(await assign(aMember(school.tenantId, school.id, 'TEACHER'), school.id, 'AIDE')).toEqual([
      'FORBIDDEN',
    ]);
  });

  it('ends today and stays in the history', async () => {
    const school = await aSchool(db());
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    const { id } = await db().manager.findOneByOrFail(RoleAssignment, { userId: teacher.userId });
    const revoke = (viewer = office(school)) => act(users, viewer, 'revokeRole', { roleAssignmentId: id });
    expect(codes(await revoke(asStaff(teacher)))).toEqual(['FORBIDDEN']);
    expect(codes(await revoke(office(await aSchool(db()))))).toEqual(['NOT_FOUND']);
    expect((await revoke()).roleAssignment).toMatchObject({ id, endDate: TODAY });
    expect((await revoke()).userErrors).toEqual([{ code: 'INVALID_DATE', field: ['input', 'endDate'] }]);
  });
});

describe('the last administrator', () => {
  it('of a school cannot go: of two who leave at once, one stays', async () => {
    const school = await aSchool(db());
    const both = [
      await aStaffMember(db(), school, 'PRINCIPAL'),
      await aStaffMember(db(), school, 'SITE_ADMINISTRATOR'),
    ];
    const roles = await db().manager.findBy(RoleAssignment, { orgId: school.id });
    const payloads = await Promise.all([
      act(users, district(school), 'revokeRole', { roleAssignmentId: roles[0]!.id }),
      act(users, district(school), 'deactivateUser', { userId: both[1]!.userId, reason: 'Retired' }),
    ]);
    expect(payloads.flatMap(codes)).toEqual(['LAST_ADMINISTRATOR']);
  });

  const isSomebodyWaiting = async () => {
    const waiting = await db().query<unknown[]>(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return waiting.length > 0;
  };

  it.each(['deactivateUser', 'anonymizeUser'] as const)(
    'cannot go by %s, not even who became it just then',
    async (name) => {
      const school = await aSchool(db());
      const principal = await aStaffMember(db(), school, 'PRINCIPAL');
      const heir = await aUser(db(), school);
      let leaving: ReturnType<typeof act> | undefined;
      await db().transaction(async (tx) => {
        await lockPerson(tx, heir);
        leaving = act(users, district(school), name, { userId: heir.id, reason: 'Moved' });
        await until(isSomebodyWaiting);
        await grantRole({ manager: tx }, heir, school.id, 'SITE_ADMINISTRATOR');
        await tx.update(RoleAssignment, { userId: principal.userId }, { endDate: '2026-09-01' });
      });
      expect(codes(await leaving)).toEqual(['LAST_ADMINISTRATOR']);
    },
  );

  it('of a district cannot go, not even by being forgotten', async () => {
    const school = await aSchool(db());
    const director = await aUser(db(), school);
    await grantRole(db(), director, school.tenantId, 'DISTRICT_ADMINISTRATOR');
    const { id } = await db().manager.findOneByOrFail(RoleAssignment, { userId: director.id });
    const reason = 'Asked for it';
    expect([
      ...codes(await act(users, district(school), 'revokeRole', { roleAssignmentId: id })),
      ...codes(await act(users, district(school), 'deactivateUser', { userId: director.id, reason })),
      ...codes(await act(users, district(school), 'anonymizeUser', { userId: director.id, reason })),
    ]).toEqual(['LAST_ADMINISTRATOR', 'LAST_ADMINISTRATOR', 'LAST_ADMINISTRATOR']);
    expect(await db().manager.findOneBy(User, { id: director.id })).toMatchObject({ givenName: 'Amina' });
  });

  it('goes once there is another', async () => {
    const school = await aSchool(db());
    await aStaffMember(db(), school, 'PRINCIPAL');
    const leaving = await aStaffMember(db(), school, 'SITE_ADMINISTRATOR');
    const payload = await act(users, district(school), 'deactivateUser', {
      userId: leaving.userId,
      reason: 'Moved',
    });
    expect(payload).toMatchObject({ user: { isEnabled: false }, userErrors: [] });
  });
});

describe('access', () => {
  it('ends and returns; the reason is kept', async () => {
    const school = await aSchool(db());
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    const end = (reason: string) =>
      act(users, office(school), 'deactivateUser', { userId: teacher.userId, reason });
    expect((await end(' ')).userErrors).toEqual([{ code: 'INVALID_TEXT', field: ['input', 'reason'] }]);
    expect((await end('On leave')).user).toMatchObject({ isEnabled: false, version: 2 });
    expect((await end('Again')).user).toMatchObject({ isEnabled: false, version: 2 });
    expect(await db().manager.findBy(AuditEvent, { subjectId: teacher.userId })).toMatchObject([
      { action: 'user.deactivated', reason: 'On leave' },
    ]);
    const { user } = await act(users, office(school), 'reactivateUser', { userId: teacher.userId });
    expect(user).toMatchObject({ isEnabled: true, version: 3 });
  });

  it('is for whoever administers every school of the person', async () => {
    const school = await aSchool(db());
    const other = await aSchool(db(), { tenantId: school.tenantId });
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    await link(db(), { id: teacher.userId, tenantId: school.tenantId } as User, await aStudent(db(), other));
    const end = (viewer: ReturnType<typeof office>) =>
      act(users, viewer, 'deactivateUser', { userId: teacher.userId, reason: 'Left' });
    expect(codes(await end(office(school)))).toEqual(['FORBIDDEN']);
    expect(codes(await end(asStaff(teacher)))).toEqual(['FORBIDDEN']);
    const both = office(school);
    both.roles.push({ org: other.id, role: 'PRINCIPAL' });
    expect(codes(await end(both))).toEqual([]);
  });
});

describe('being forgotten', () => {
  it('erases who it was, and leaves ids, enrolments and a trace without a name', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school, {
      ...{
        givenName: 'Unmistakable',
        familyName: 'Person',
        email: 'unmistakable@example.org',
        phone: '0700 777',
      },
      ...{ pronouns: 'they', avatarUrl: 'https://example.org/unmistakable.png', preferredGivenName: 'Unmi' },
      student: { studentNumber: 'number-4711' },
    });
    const mother = await aUser(db(), school);
    await link(db(), mother, student, { courtOrderNote: 'About Unmistakable Person' });
    await db().query(
      `INSERT INTO external_ids (tenant_id, system, type, value, object_id) VALUES ($1, 's', 'user', 'unmistakable', $2)`,
      [school.tenantId, student.userId],
    );
    const payload = await act(users, district(school), 'anonymizeUser', {
      userId: student.userId,
      reason: 'Asked',
    });

    expect(payload.user).toEqual({
      ...{
        id: student.userId,
        givenName: 'Anonymous',
        familyName: 'Anonymous',
        email: null,
        isEnabled: false,
      },
    });
    const tables = await db().query<{ table_name: string }[]>(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    for (const { table_name } of tables) {
      const [{ found }] = await db().query<[{ found: number }]>(
        `SELECT count(*)::int AS found FROM ${table_name} t WHERE t::text ~* 'unmi|0700 777|number-4711'`,
      );
      expect([table_name, found]).toEqual([table_name, 0]);
    }
    expect(await db().manager.countBy(SchoolEnrollment, { studentId: student.id })).toBe(1);
    expect(await eventsAbout(student.userId)).toEqual(
      expect.arrayContaining([
        {
          name: 'user.anonymized',
          payload: { userId: student.userId, studentId: student.id, staffIds: [], guardianId: null },
        },
      ]),
    );
    expect(await db().manager.findBy(AuditEvent, { subjectId: student.userId })).toMatchObject([
      { action: 'user.anonymized', beforeHash: null, afterHash: null, reason: 'Asked' },
    ]);
  });

  it('is for good', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school);
    const userId = student.userId;
    await act(users, district(school), 'anonymizeUser', { userId, reason: 'Asked' });
    const attempts = [
      await act(users, district(school), 'anonymizeUser', { userId, reason: 'Asked' }),
      await act(users, district(school), 'reactivateUser', { userId }),
      await act(users, district(school), 'updateProfile', { userId, expectedVersion: 2, givenName: 'Back' }),
      await act(users, district(school), 'assignRole', {
        userId,
        organizationId: school.id,
        role: 'TEACHER',
      }),
      await act(users, district(school), 'linkGuardian', {
        ...{ guardianUserId: userId, studentId: (await aStudent(db(), school)).id, relation: 'OTHER' },
      }),
      await act(users, district(school), 'enrollStudentInSchool', {
        ...{ studentId: student.id, schoolId: school.id, gradeLevel: '9' },
      }),
    ];
    expect(attempts.map((payload) => codes(payload)[0])).toEqual(attempts.map(() => 'ANONYMIZED'));
  });

  it('is for the district to decide', async () => {
    const school = await aSchool(db());
    const { userId } = await aStudent(db(), school);
    expect(codes(await act(users, office(school), 'anonymizeUser', { userId, reason: 'x' }))).toEqual([
      'FORBIDDEN',
    ]);
  });

  it('ends the guardian’s links and every role', async () => {
    const school = await aSchool(db());
    const child = await aStudent(db(), school);
    const mother = await aUser(db(), school);
    await link(db(), mother, child);
    await grantRole(db(), mother, school.id, 'GUARDIAN');
    await act(users, district(school), 'anonymizeUser', { userId: mother.id, reason: 'Asked' });
    const open = await db().query<unknown[]>(
      `SELECT id FROM guardian_links WHERE guardian_user_id = $1 AND valid_to IS NULL
       UNION ALL SELECT id FROM role_assignments WHERE user_id = $1 AND end_date IS NULL`,
      [mother.id],
    );
    expect(open).toEqual([]);
    expect(await db().manager.findOneBy(User, { id: mother.id })).toMatchObject({ anonymizedAt: NOW });
  });
});

describe('what the caller may do', () => {
  it('is told as the acts decide it', async () => {
    const school = await aSchool(db());
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    const permissions = async (viewer: ReturnType<typeof office>) =>
      (
        await users.send(
          viewer,
          'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { permissions { canUpdate canAssignRoles canDeactivate canAnonymize } } } }',
          { ids: [teacher.userId] },
        )
      ).data.nodes[0].permissions;
    const none = { canUpdate: false, canAssignRoles: false, canDeactivate: false, canAnonymize: false };
    const colleague = await aStaffMember(db(), school, 'TEACHER');
    expect(await permissions(asStaff(colleague))).toEqual(none);
    expect(await permissions(asStaff(teacher))).toEqual({ ...none, canUpdate: true });
    expect(await permissions(office(school))).toEqual({
      ...{ canUpdate: true, canAssignRoles: true, canDeactivate: true, canAnonymize: false },
    });
    expect(await permissions(district(school))).toEqual({
      ...{ canUpdate: true, canAssignRoles: true, canDeactivate: true, canAnonymize: true },
    });
  });

  it('shows roles to the person and administrators, and those of shared schools to others', async () => {
    const school = await aSchool(db());
    const other = await aSchool(db(), { tenantId: school.tenantId });
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    await grantRole(db(), { id: teacher.userId, tenantId: school.tenantId } as User, other.id, 'COUNSELOR');
    const roles = async (viewer: ReturnType<typeof office>) =>
      (
        await users.send(
          viewer,
          'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { roleAssignments { role } } } }',
          { ids: [teacher.userId] },
        )
      ).data.nodes[0].roleAssignments.map(({ role }: { role: string }) => role);
    expect(await roles(aMember(school.tenantId, school.id, 'STUDENT'))).toEqual(['TEACHER']);
    expect(await roles(asStaff(teacher))).toEqual(['TEACHER', 'COUNSELOR']);
    expect(await roles(office(school))).toEqual(['TEACHER', 'COUNSELOR']);
  });
});
