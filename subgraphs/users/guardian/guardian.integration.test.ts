import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStaffMember, aStudent, aUser, link } from '../../../tests/support/people';
import { act, asStaff, district, fixedClock, office, teach, TODAY } from '../../../tests/support/people-acts';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { AuditEvent } from '../audit/audit-event.entity';
import { usersSubgraph } from '../subgraph';
import { GuardianLink } from './guardian-link.entity';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { clock: fixedClock });
});
afterAll(() => users.stop());

const aFamily = async () => {
  const school = await aSchool(db());
  const [child, parent] = [await aStudent(db(), school), await aUser(db(), school)];
  const tie = (over: object = {}, viewer = office(school)) =>
    act(users, viewer, 'linkGuardian', {
      ...{ guardianUserId: parent.id, studentId: child.id, relation: 'FATHER' },
      ...over,
    });
  return { school, child, parent, tie };
};

describe('tying a guardian to a child', () => {
  it('allows what is switched on and nothing else, tells it and remembers it', async () => {
    const { school, child, parent, tie } = await aFamily();
    const { guardianLink, userErrors } = await tie({ switches: { canSeeAttendance: true, canPickUp: null } });

    expect(userErrors).toEqual([]);
    expect(guardianLink).toMatchObject({
      ...{
        relation: 'FATHER',
        contactPriority: 1,
        canSeeAttendance: true,
        canSeeFinance: false,
        canPickUp: false,
      },
      ...{ notifyByEmail: false, validFrom: TODAY, validTo: null, student: { id: child.id } },
      guardian: { user: { id: parent.id } },
    });
    const [event] = await db().manager.findBy(OutboxEvent, { aggregateId: guardianLink.id });
    expect(event).toMatchObject({
      name: 'guardian_link.changed',
      payload: {
        ...{ guardianUserId: parent.id, studentId: child.id, schoolId: school.id, canSeeAttendance: true },
        ...{ canSeeGrades: false, validFrom: TODAY, validTo: null },
      },
    });
    expect(await db().manager.findBy(AuditEvent, { subjectId: guardianLink.id })).toMatchObject([
      { action: 'guardian_link.created', schoolId: school.id },
    ]);
  });

  it('is refused for the child themselves, an unknown person, and somebody of another tenant', async () => {
    const { child, tie } = await aFamily();
    const foreigner = await aUser(db(), await aSchool(db()));
    const codeOf = async (guardianUserId: string) => (await tie({ guardianUserId })).userErrors;
    expect(await codeOf(child.userId)).toEqual([
      { code: 'GUARDIAN_IS_STUDENT', field: ['input', 'guardianUserId'] },
    ]);
    const unknown = [{ code: 'NOT_FOUND', field: ['input', 'guardianUserId'] }];
    expect(await codeOf(foreigner.id)).toEqual(unknown);
    expect(await codeOf('usr_nobody')).toEqual(unknown);
    expect(await codeOf("'; DROP TABLE users; --")).toEqual(unknown);
  });

  it('is refused for a child of another tenant as for one that does not exist', async () => {
    const { tie } = await aFamily();
    const theirs = await aStudent(db(), await aSchool(db()));
    const unknown = {
      guardianLink: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'studentId'] }],
    };
    expect(await tie({ studentId: theirs.id })).toEqual(unknown);
    expect(await tie({ studentId: 'stu_nobody' })).toEqual(unknown);
  });

  it('is refused where it holds already, also when several ask at once', async () => {
    const { tie } = await aFamily();
    const payloads = await Promise.all(Array.from({ length: 5 }, () => tie()));
    expect(payloads.filter(({ guardianLink }) => guardianLink)).toHaveLength(1);
    expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual(
      Array.from({ length: 4 }, () => ({ code: 'ALREADY_LINKED', field: null })),
    );
    const later = await tie({ validFrom: '2026-06-01', validTo: '2026-07-01' });
    expect(later.userErrors).toMatchObject([{ code: 'ALREADY_LINKED' }]);
  });

  it.each([
    ['validTo', { validFrom: '2026-05-01', validTo: '2026-05-01' }],
    ['validTo', { validTo: '2025-01-01' }],
    ['validFrom', { validFrom: '1900-01-01' }],
  ])('refuses days that cannot be in %s', async (field, dates) => {
    const { tie } = await aFamily();
    expect((await tie(dates)).userErrors).toEqual([{ code: 'INVALID_DATE', field: ['input', field] }]);
  });

  it('refuses a place in the order of contact that there is not', async () => {
    const { tie } = await aFamily();
    await expect(tie({ contactPriority: 0 })).rejects.toThrow('BAD_USER_INPUT');
    await expect(tie({ contactPriority: 100 })).rejects.toThrow('BAD_USER_INPUT');
  });

  it('is for the office of the child’s school: not for teachers, nor for guardians', async () => {
    const { school, child, parent, tie } = await aFamily();
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    await teach(users, teacher, [child]);
    expect((await tie({}, asStaff(teacher))).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const all = { attendance: true, grades: true, finance: true, reportAbsence: true };
    const guardian = {
      ...office(school),
      roles: [],
      wards: [{ student: child.id, school: school.id, ...all }],
    };
    expect((await tie({}, { ...guardian, sub: parent.id })).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    const neighbour = await aSchool(db(), { tenantId: school.tenantId });
    expect((await tie({}, office(neighbour))).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await tie({}, district(school))).userErrors).toEqual([]);
  });
});

describe('changing a link', () => {
  it('changes what is named and leaves the rest', async () => {
    const { school, child, parent } = await aFamily();
    const { id } = await link(db(), parent, child, { canSeeFinance: true });
    const change = (over: object, viewer = office(school)) =>
      act(users, viewer, 'updateGuardianLink', { guardianLinkId: id, ...over });

    const note = 'Contact by letter only.';
    expect(await change({ switches: { canSeeFinance: false }, courtOrderNote: note })).toEqual({
      guardianLink: {
        ...{ id, relation: 'MOTHER', contactPriority: 1, canSeeAttendance: true, canSeeFinance: false },
        courtOrderNote: note,
      },
      userErrors: [],
    });
    expect((await change({ contactPriority: 2 })).guardianLink).toMatchObject({
      ...{ contactPriority: 2, courtOrderNote: note, canSeeFinance: false },
    });
    expect((await change({ courtOrderNote: null })).guardianLink.courtOrderNote).toBeNull();
    expect((await change({ courtOrderNote: `${'x'.repeat(10_000)}` })).userErrors).toEqual([
      { code: 'INVALID_TEXT', field: ['input', 'courtOrderNote'] },
    ]);
  });

  it('of one child leaves the sibling’s as it is', async () => {
    const { school, child, parent } = await aFamily();
    const sibling = await aStudent(db(), school);
    const { id } = await link(db(), parent, child);
    const other = await link(db(), parent, sibling);
    await act(users, office(school), 'updateGuardianLink', {
      ...{ guardianLinkId: id, switches: { canSeeAttendance: false, canSeeFinance: false } },
    });
    expect(await db().manager.findOneBy(GuardianLink, { id: other.id })).toMatchObject({
      ...{ canSeeAttendance: true, canSeeFinance: true },
    });
  });
});

describe('ending a link', () => {
  it('ends it today and keeps it in the history; another one may follow', async () => {
    const { school, tie } = await aFamily();
    const { guardianLink } = await tie();
    const revoke = (input: object = {}, viewer = office(school)) =>
      act(users, viewer, 'revokeGuardianLink', { guardianLinkId: guardianLink.id, ...input });

    expect((await revoke()).guardianLink).toEqual({ id: guardianLink.id, validTo: TODAY });
    expect((await revoke()).userErrors).toEqual([{ code: 'INVALID_DATE', field: ['input', 'validTo'] }]);
    expect((await tie()).userErrors).toEqual([]);
    expect(await db().manager.countBy(GuardianLink, { tenantId: school.tenantId })).toBe(2);
  });

  it('of another tenant is ending nothing', async () => {
    const { child, parent } = await aFamily();
    const { id } = await link(db(), parent, child);
    const { userErrors } = await act(users, office(await aSchool(db())), 'revokeGuardianLink', {
      guardianLinkId: id,
    });
    expect(userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'guardianLinkId'] }]);
  });
});
