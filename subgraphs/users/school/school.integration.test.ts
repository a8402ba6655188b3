import type { Clock } from '../../../kernel/clock';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStudent } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember, aViewer } from '../../../tests/support/viewers';
import { AuditEvent } from '../audit/audit-event.entity';
import { usersSubgraph } from '../subgraph';

let users: TestSubgraph;
let now = new Date('2026-11-24T09:00:00Z');
const clock: Clock = { now: () => now };
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { clock });
});
afterAll(() => users.stop());
beforeEach(() => {
  now = new Date('2026-11-24T09:00:00Z');
});

const director = (tenantId: string) =>
  aViewer(tenantId, { roles: [{ org: tenantId, role: 'DISTRICT_ADMINISTRATOR' }] });

describe('opening a school', () => {
  const CREATE = `mutation ($input: CreateSchoolInput!) { createSchool(input: $input) {
    school { name identifier timeZone currency locale gradeLevels instructionalWeekdays version parent { id } }
    userErrors { code field } } }`;
  const input = {
    name: 'Seaview',
    identifier: 'S-9',
    timeZone: 'Europe/London',
    currency: 'GBP',
    locale: 'en-gb',
    gradeLevels: ['1', '2'],
  };

  it('is for the district, and remembered', async () => {
    const { tenantId } = await aSchool(db());
    const { data } = await users.send(director(tenantId), CREATE, { input });
    expect(data.createSchool).toEqual({
      school: {
        ...input,
        locale: 'en-GB',
        instructionalWeekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
        version: 1,
        parent: { id: tenantId },
      },
      userErrors: [],
    });
    expect(await db().manager.findBy(AuditEvent, { tenantId })).toMatchObject([{ action: 'school.created' }]);
  });

  it.each([
    ['UNKNOWN_CURRENCY', 'currency', { currency: 'XXX' }],
    ['UNKNOWN_LOCALE', 'locale', { locale: 'not a locale' }],
    ['UNKNOWN_LOCALE', 'locale', { locale: 'xx-YY' }],
    ['INVALID_TEXT', 'name', { name: 'x'.repeat(10_000) }],
    ['INVALID_TEXT', 'gradeLevels', { gradeLevels: ['1', '1'] }],
    ['NOT_FOUND', 'parentId', { parentId: 'org_6ZGBYV3X0YESNRR0H577QYGK56' }],
  ])('refuses %s in %s', async (code, field, over) => {
    const { tenantId } = await aSchool(db());
    const { data } = await users.send(director(tenantId), CREATE, { input: { ...input, ...over } });
    expect(data.createSchool).toEqual({ school: null, userErrors: [{ code, field: ['input', field] }] });
  });

  it('refuses an identifier that another school of the tenant has', async () => {
    const { tenantId } = await aSchool(db(), { identifier: 'S-9' });
    const { data } = await users.send(director(tenantId), CREATE, { input });
    expect(data.createSchool.userErrors).toEqual([
      { code: 'IDENTIFIER_TAKEN', field: ['input', 'identifier'] },
    ]);
  });

  it('refuses a zone that there is not', async () => {
    const { tenantId } = await aSchool(db());
    const { errors } = await users.send(director(tenantId), CREATE, {
      input: { ...input, timeZone: 'Mars/Base' },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is not for a principal', async () => {
    const school = await aSchool(db());
    const { data } = await users.send(aMember(school.tenantId, school.id, 'PRINCIPAL'), CREATE, { input });
    expect(data.createSchool.userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });
});

describe('changing a school', () => {
  const UPDATE = `mutation ($input: UpdateSchoolInput!) { updateSchool(input: $input) {
    school { name version identifier gradeLevels } userErrors { code field } } }`;

  it('changes what is named, and nothing else', async () => {
    const school = await aSchool(db(), { identifier: 'A' });
    const { data } = await users.send(aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR'), UPDATE, {
      input: { schoolId: school.id, expectedVersion: 1, name: 'New name' },
    });
    expect(data.updateSchool).toEqual({
      school: { name: 'New name', version: 2, identifier: 'A', gradeLevels: school.gradeLevels },
      userErrors: [],
    });
  });

  it('lets one of two changes win that were made at the same time, and shows the other what is true', async () => {
    const school = await aSchool(db());
    const office = aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR');
    const change = (name: string) =>
      users.send(office, UPDATE, { input: { schoolId: school.id, expectedVersion: 1, name } });
    const payloads = (await Promise.all([change('One'), change('Two')])).map(({ data }) => data.updateSchool);
    const winner = payloads.find(({ userErrors }) => userErrors.length === 0);
    const loser = payloads.find(({ userErrors }) => userErrors.length > 0);
    expect(loser).toEqual({
      school: { ...winner.school },
      userErrors: [{ code: 'STALE_OBJECT', field: ['input', 'expectedVersion'] }],
    });
  });

  it('keeps a grade level that students are in', async () => {
    const school = await aSchool(db(), { gradeLevels: ['9', '10'] });
    const student = await aStudent(db(), school);
    await db().query(
      `INSERT INTO school_enrollments (id, tenant_id, student_id, school_id, grade_level, entry_date, entry_type)
       VALUES ($1, $2, $3, $4, '9', '2026-01-01', 'NEW') ON CONFLICT DO NOTHING`,
      [student.id.replace('stu', 'sen'), school.tenantId, student.id, school.id],
    );
    const { data } = await users.send(aMember(school.tenantId, school.id, 'PRINCIPAL'), UPDATE, {
      input: { schoolId: school.id, expectedVersion: 1, gradeLevels: ['10'] },
    });
    expect(data.updateSchool.userErrors).toEqual([
      { code: 'UNKNOWN_GRADE_LEVEL', field: ['input', 'gradeLevels'] },
    ]);
  });

  it('is refused to teachers and to other schools, whose people see no school', async () => {
    const [school, other] = [await aSchool(db()), await aSchool(db())];
    const input = { schoolId: school.id, expectedVersion: 1, name: 'Mine now' };
    const codes = [];
    for (const viewer of [
      aMember(school.tenantId, school.id, 'TEACHER'),
      aMember(other.tenantId, other.id, 'PRINCIPAL'),
    ]) {
      const { data } = await users.send(viewer, UPDATE, { input });
      codes.push(data.updateSchool.userErrors[0].code);
    }
    expect(codes).toEqual(['FORBIDDEN', 'NOT_FOUND']);
  });
});

describe('moving a school to another time zone', () => {
  const MOVE = `mutation ($input: ChangeSchoolTimeZoneInput!) { changeSchoolTimeZone(input: $input) {
    school { timeZone timeZones { timeZone effectiveFrom } } userErrors { code field } } }`;

  it('takes effect on its day, and not before', async () => {
    const school = await aSchool(db(), { timeZone: 'Africa/Nairobi' });
    const { data } = await users.send(director(school.tenantId), MOVE, {
      input: { schoolId: school.id, timeZone: 'Africa/Lagos', effectiveFrom: '2026-12-01' },
    });
    expect(data.changeSchoolTimeZone).toEqual({
      school: {
        timeZone: 'Africa/Nairobi',
        timeZones: [
          { timeZone: 'Africa/Nairobi', effectiveFrom: null },
          { timeZone: 'Africa/Lagos', effectiveFrom: '2026-12-01' },
        ],
      },
      userErrors: [],
    });
    now = new Date('2026-12-01T00:00:00Z');
    const later = await users.send(
      director(school.tenantId),
      'query ($id: ID!) { school(id: $id) { timeZone } }',
      {
        id: school.id,
      },
    );
    expect(later.data.school.timeZone).toBe('Africa/Lagos');
  });

  it.each(['2026-11-24', '2020-01-01'])('cannot rewrite %s', async (effectiveFrom) => {
    const school = await aSchool(db());
    const { data } = await users.send(director(school.tenantId), MOVE, {
      input: { schoolId: school.id, timeZone: 'Africa/Lagos', effectiveFrom },
    });
    expect(data.changeSchoolTimeZone.userErrors).toEqual([
      { code: 'INVALID_DATE', field: ['input', 'effectiveFrom'] },
    ]);
  });
});

describe('what one may do in a school', () => {
  it('is told beforehand, as it is then decided', async () => {
    const school = await aSchool(db());
    const permissionsOf = async (role: 'PRINCIPAL' | 'TEACHER') => {
      const { data } = await users.send(
        aMember(school.tenantId, school.id, role),
        `query ($id: ID!) { school(id: $id) { permissions { canUpdate canManageCalendar canManagePeople canImport canReadAudit } } }`,
        { id: school.id },
      );
      return Object.values(data.school.permissions as Record<string, boolean>);
    };
    expect(await permissionsOf('PRINCIPAL')).toEqual([true, true, true, true, true]);
    expect(await permissionsOf('TEACHER')).toEqual([false, false, false, false, false]);
  });
});
