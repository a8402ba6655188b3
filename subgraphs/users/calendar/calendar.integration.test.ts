import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember } from '../../../tests/support/viewers';
import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import type { School } from '../school/school.entity';
import { usersSubgraph } from '../subgraph';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()));
});
afterAll(() => users.stop());

const officeOf = (school: School) => aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR');

const UPSERT_SESSIONS = `mutation ($input: UpsertAcademicSessionsInput!) { upsertAcademicSessions(input: $input) {
  academicSessions { id title schoolYear parent { title } } userErrors { code field message } } }`;
const UPSERT_DAYS = `mutation ($input: UpsertCalendarDaysInput!) { upsertCalendarDays(input: $input) {
  days { date kind isInSession label opensAt gradeLevels } userErrors { code field } } }`;
const REPLACE_PERIODS = `mutation ($input: ReplacePeriodsInput!) { replacePeriods(input: $input) {
  periods { id title startsAt endsAt sequence countsForAttendance } userErrors { code field } } }`;

const YEAR = { title: '2026/27', type: 'SCHOOL_YEAR', startDate: '2026-09-01', endDate: '2027-07-16' };

async function aSchoolWithAYear(): Promise<{ school: School; yearId: string }> {
  const school = await aSchool(db());
  const { data } = await users.send(officeOf(school), UPSERT_SESSIONS, {
    input: { schoolId: school.id, sessions: [YEAR] },
  });
  return { school, yearId: data.upsertAcademicSessions.academicSessions[0].id };
}

/** Days told to the other services, by date, the last word on each. */
async function toldDays(school: School): Promise<Map<string, boolean>> {
  const events = await db().manager.find(OutboxEvent, {
    where: { aggregateId: school.id, name: 'calendar.changed' },
    order: { sequence: 'ASC' },
  });
  const days = events.flatMap(
    ({ payload }) => (payload as { days: { date: string; isInSession: boolean }[] }).days,
  );
  return new Map(days.map(({ date, isInSession }) => [date, isInSession]));
}

describe('the calendar of a school', () => {
  it('has school on the weekdays of a school year, but for what is declared', async () => {
    const { school } = await aSchoolWithAYear();
    const declared = [
      { date: '2026-11-26', kind: 'HOLIDAY', label: 'Founders’ Day' },
      { date: '2026-11-28', kind: 'MAKE_UP', opensAt: '09:30' },
    ];
    const { data } = await users.send(officeOf(school), UPSERT_DAYS, {
      input: { schoolId: school.id, days: declared },
    });
    expect(data.upsertCalendarDays).toEqual({
      days: [
        {
          date: '2026-11-26',
          kind: 'HOLIDAY',
          isInSession: false,
          label: 'Founders’ Day',
          opensAt: null,
          gradeLevels: null,
        },
        {
          date: '2026-11-28',
          kind: 'MAKE_UP',
          isInSession: true,
          label: null,
          opensAt: '09:30',
          gradeLevels: null,
        },
      ],
      userErrors: [],
    });
    const read = await users.send(
      officeOf(school),
      `query ($id: ID!) { calendar(schoolId: $id, range: { start: "2026-11-25", end: "2026-11-29" }) { date kind isInSession }
        school(id: $id) { calendarDay(date: "2026-11-26") { kind label } } }`,
      { id: school.id },
    );
    expect(read.data.calendar.map(({ kind, isInSession }: never) => [kind, isInSession])).toEqual([
      ['INSTRUCTIONAL', true],
      ['HOLIDAY', false],
      ['INSTRUCTIONAL', true],
      ['MAKE_UP', true],
      ['NON_INSTRUCTIONAL', false],
    ]);
    expect(read.data.school.calendarDay).toEqual({ kind: 'HOLIDAY', label: 'Founders’ Day' });
  });

  it('is told to the other services day by day, exactly as it is read', async () => {
    const { school, yearId } = await aSchoolWithAYear();
    await users.send(officeOf(school), UPSERT_DAYS, {
      input: { schoolId: school.id, days: [{ date: '2026-12-25', kind: 'HOLIDAY' }] },
    });
    await users.send(officeOf(school), UPSERT_SESSIONS, {
      input: { schoolId: school.id, sessions: [{ ...YEAR, id: yearId, endDate: '2027-07-02' }] },
    });
    await users.send(
      officeOf(school),
      `mutation ($id: ID!) { updateSchool(input: { schoolId: $id, expectedVersion: 1,
        instructionalWeekdays: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY] }) { userErrors { code } } }`,
      { id: school.id },
    );
    const { data } = await users.send(
      officeOf(school),
      `query ($id: ID!) { calendar(schoolId: $id, range: { start: "2026-09-01", end: "2027-07-16" }) { date isInSession } }`,
      { id: school.id },
    );
    const told = await toldDays(school);
    expect(told.size).toBe(data.calendar.length);
    for (const { date, isInSession } of data.calendar)
      expect([date, told.get(date)]).toEqual([date, isInSession]);
  });

  it('is not in session anywhere before there is a school year', async () => {
    const school = await aSchool(db());
    const { data } = await users.send(
      officeOf(school),
      'query ($id: ID!) { school(id: $id) { calendarDay(date: "2026-11-23") { kind isInSession } } }',
      { id: school.id },
    );
    expect(data.school.calendarDay).toEqual({ kind: 'INSTRUCTIONAL', isInSession: false });
  });

  it.each([
    [
      'the same day twice',
      [
        { date: '2026-11-26', kind: 'HOLIDAY' },
        { date: '2026-11-26', kind: 'STRIKE' },
      ],
      'INVALID_DATE',
      ['1', 'date'],
    ],
    [
      'an unknown grade level',
      [{ date: '2026-11-26', kind: 'HOLIDAY', gradeLevels: ['99'] }],
      'UNKNOWN_GRADE_LEVEL',
      ['0', 'gradeLevels'],
    ],
    [
      'a day that closes before it opens',
      [{ date: '2026-11-26', kind: 'LATE_START', opensAt: '12:00', closesAt: '11:00' }],
      'INVALID_PERIOD',
      ['0', 'closesAt'],
    ],
    [
      'a label nobody can read',
      [{ date: '2026-11-26', kind: 'HOLIDAY', label: '\u202Etfel' }],
      'INVALID_TEXT',
      ['0', 'label'],
    ],
  ])('refuses %s, and changes nothing', async (_what, days, code, field) => {
    const { school } = await aSchoolWithAYear();
    const before = await toldDays(school);
    const { data } = await users.send(officeOf(school), UPSERT_DAYS, {
      input: { schoolId: school.id, days },
    });
    expect(data.upsertCalendarDays).toEqual({
      days: [],
      userErrors: [{ code, field: ['input', 'days', ...field] }],
    });
    expect(await toldDays(school)).toEqual(before);
  });

  it('refuses more than 400 days at once, to read and to change', async () => {
    const { school } = await aSchoolWithAYear();
    const days = Array.from({ length: 401 }, (_, i) => ({
      date: new Date(Date.UTC(2026, 8, 1 + i)).toISOString().slice(0, 10),
      kind: 'HOLIDAY',
    }));
    const { data } = await users.send(officeOf(school), UPSERT_DAYS, {
      input: { schoolId: school.id, days },
    });
    expect(data.upsertCalendarDays.userErrors).toMatchObject([{ code: 'TOO_MANY' }]);
    const read = await users.send(
      officeOf(school),
      'query ($id: ID!) { calendar(schoolId: $id, range: { start: "2026-01-01", end: "2027-12-31" }) { date } }',
      { id: school.id },
    );
    expect(read.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['range', 'end'] } }]);
  });
});

describe('school years, terms and grading periods', () => {
  const upsert = async (school: School, sessions: object[]) => {
    const { data } = await users.send(officeOf(school), UPSERT_SESSIONS, {
      input: { schoolId: school.id, sessions },
    });
    return data.upsertAcademicSessions;
  };
  const term = (over: object) => ({
    title: 'Autumn',
    type: 'TERM',
    startDate: '2026-09-01',
    endDate: '2026-12-18',
    ...over,
  });

  it('are parts of each other, and hold on their days', async () => {
    const { school, yearId } = await aSchoolWithAYear();
    const { academicSessions } = await upsert(school, [term({ parentId: yearId })]);
    expect(academicSessions).toEqual([
      { id: expect.stringMatching(/^acs_/), title: 'Autumn', schoolYear: 2027, parent: { title: '2026/27' } },
    ]);
    const on = async (date: string) => {
      const { data } = await users.send(
        aMember(school.tenantId, school.id, 'STUDENT'),
        'query ($id: ID!, $on: Date) { academicSessions(schoolId: $id, on: $on) { title children { title } } }',
        { id: school.id, on: date },
      );
      return data.academicSessions;
    };
    expect(await on('2026-12-18')).toEqual([
      { title: '2026/27', children: [{ title: 'Autumn' }] },
      { title: 'Autumn', children: [] },
    ]);
    expect(await on('2026-12-19')).toEqual([{ title: '2026/27', children: [{ title: 'Autumn' }] }]);
    expect(await on('2026-08-31')).toEqual([]);
  });

  it.each([
    ['a term outside of its year', () => ({ endDate: '2027-08-01' }), 'INVALID_ACADEMIC_SESSION'],
    ['a term that ends before it starts', () => ({ endDate: '2026-08-01' }), 'INVALID_DATE'],
    ['a term of no year', () => ({ parentId: null }), 'INVALID_ACADEMIC_SESSION'],
    [
      'a term of another school’s year',
      async () => ({ parentId: (await aSchoolWithAYear()).yearId }),
      'INVALID_ACADEMIC_SESSION',
    ],
    [
      'a session that is none of the school’s',
      async () => ({ id: (await aSchoolWithAYear()).yearId }),
      'NOT_FOUND',
    ],
  ])('refuses %s', async (_what, over, code) => {
    const { school, yearId } = await aSchoolWithAYear();
    const { academicSessions, userErrors } = await upsert(school, [
      term({ parentId: yearId, ...(await over()) }),
    ]);
    expect(academicSessions).toEqual([]);
    expect(userErrors).toMatchObject([{ code, field: expect.arrayContaining(['sessions', '0']) }]);
  });

  it('refuses two that overlap, in one call or one after the other', async () => {
    const { school, yearId } = await aSchoolWithAYear();
    const overlapping = term({
      title: 'Advent',
      parentId: yearId,
      startDate: '2026-12-01',
      endDate: '2026-12-24',
    });
    const together = await upsert(school, [term({ parentId: yearId }), overlapping]);
    expect(together.userErrors).toMatchObject([{ code: 'INVALID_ACADEMIC_SESSION' }]);
    await upsert(school, [term({ parentId: yearId })]);
    const afterwards = await upsert(school, [overlapping]);
    expect(afterwards.userErrors).toMatchObject([{ code: 'INVALID_ACADEMIC_SESSION' }]);
  });

  it('cannot be changed by teachers', async () => {
    const { school } = await aSchoolWithAYear();
    const { data } = await users.send(aMember(school.tenantId, school.id, 'TEACHER'), UPSERT_SESSIONS, {
      input: { schoolId: school.id, sessions: [YEAR] },
    });
    expect(data.upsertAcademicSessions.userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });
});

describe('bell periods', () => {
  const period = (title: string, startsAt: string, endsAt: string) => ({
    title,
    shortName: title,
    startsAt,
    endsAt,
  });
  const replace = async (school: School, periods: object[]) => {
    const { data } = await users.send(officeOf(school), REPLACE_PERIODS, {
      input: { schoolId: school.id, periods },
    });
    return data.replacePeriods;
  };

  it('are replaced as a whole, and keep their ids where they keep their place', async () => {
    const school = await aSchool(db());
    const first = await replace(school, [
      period('P1', '08:00', '08:45'),
      period('P2', '08:50', '09:35'),
      period('P3', '09:40', '10:25'),
    ]);
    const second = await replace(school, [period('P1', '08:15', '09:00'), period('P2', '09:05', '09:50')]);
    expect(second.periods).toEqual([
      {
        id: first.periods[0].id,
        title: 'P1',
        startsAt: '08:15',
        endsAt: '09:00',
        sequence: 1,
        countsForAttendance: true,
      },
      {
        id: first.periods[1].id,
        title: 'P2',
        startsAt: '09:05',
        endsAt: '09:50',
        sequence: 2,
        countsForAttendance: true,
      },
    ]);
    const { data } = await users.send(
      officeOf(school),
      'query ($id: ID!) { school(id: $id) { periods { title startsAt } } }',
      { id: school.id },
    );
    expect(data.school.periods).toEqual([
      { title: 'P1', startsAt: '08:15' },
      { title: 'P2', startsAt: '09:05' },
    ]);
  });

  it.each([
    ['overlap', [period('P1', '08:00', '08:45'), period('P2', '08:40', '09:35')], ['1', 'startsAt']],
    ['end before they begin', [period('P1', '08:45', '08:00')], ['0', 'endsAt']],
  ])('are refused where they %s', async (_what, periods, field) => {
    const school = await aSchool(db());
    expect(await replace(school, periods)).toEqual({
      periods: [],
      userErrors: [{ code: 'INVALID_PERIOD', field: ['input', 'periods', ...field] }],
    });
  });
});
