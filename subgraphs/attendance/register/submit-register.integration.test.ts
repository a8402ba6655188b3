import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import {
  aClass,
  aMeeting,
  fixedClock,
  NOW,
  submit,
  type TestClass,
} from '../../../tests/support/attendance-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { AttendanceCode } from '../code/attendance-code.entity';
import { AttendanceRecordRevision } from '../record/attendance-record-revision.entity';
import { AttendanceRecord } from '../record/attendance-record.entity';
import { AttendanceSession } from '../session/attendance-session.entity';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock });
});
afterAll(() => attendance.stop());

const manager = () => attendance.services.db.manager;

/** What is stored about a class's first register. */
async function stored({ sessions: [session] }: TestClass) {
  const records = await manager().findBy(AttendanceRecord, { sessionId: session!.id });
  const revisions = await manager()
    .createQueryBuilder(AttendanceRecordRevision, 'revision')
    .where('revision.recordId = ANY(:ids)', { ids: records.map(({ id }) => id) })
    .orderBy('revision.revision')
    .getMany();
  const { state, version, recordedCount } = await manager().findOneByOrFail(AttendanceSession, {
    id: session!.id,
  });
  const events = await manager().query<{ payload: object }[]>(
    'SELECT payload FROM outbox_events WHERE aggregate_id = $1 ORDER BY sequence',
    [session!.id],
  );
  const categories = Object.fromEntries(records.map((record) => [record.studentId, record.category]));
  return {
    state,
    version,
    recordedCount,
    categories,
    records,
    revisions,
    events: events.map(({ payload }) => payload),
  };
}

const UNTOUCHED = {
  state: 'SCHEDULED',
  version: 0,
  recordedCount: 0,
  categories: {},
  revisions: [],
  events: [],
};
const codesOf = (errors: { code: string; field: string[] | null }[]) =>
  errors.map(({ code, field }) => [code, field?.join('.') ?? null]);

describe('taking a register', () => {
  it('marks those listed as listed and everybody else with the code for the rest, and tells it once', async () => {
    const klass = await aClass(attendance, { students: 3 });
    const [late, ...others] = klass.studentIds as [string, string, string];

    const { payload } = await submit(attendance, klass, {
      marks: [{ studentId: late, codeId: klass.codes.L, minutesLate: 7, note: 'Bus' }],
      restOfClass: klass.codes.P,
    });

    expect(payload).toEqual({
      session: {
        id: klass.sessions[0]!.id,
        state: 'SUBMITTED',
        version: 1,
        expectedCount: 3,
        recordedCount: 3,
        submittedAt: NOW.toISOString(),
        submittedBy: { id: klass.teacher.sub },
      },
      replayed: false,
      userErrors: [],
    });
    const { categories, records, revisions, events } = await stored(klass);
    expect(categories).toEqual({ [late]: 'TARDY', [others[0]]: 'PRESENT', [others[1]]: 'PRESENT' });
    expect(records.find(({ studentId }) => studentId === late)).toMatchObject({
      minutesLate: 7,
      note: 'Bus',
    });
    expect(revisions).toHaveLength(3);
    expect(events).toEqual([
      {
        sessionId: klass.sessions[0]!.id,
        schoolId: klass.schoolId,
        sectionId: klass.sectionId,
        version: 1,
        expectedCount: 3,
        recordedCount: 3,
        submittedBy: klass.teacher.sub,
        submittedAt: NOW.toISOString(),
      },
    ]);
  });

  it('keeps what a mark said before, and by whom, when the office corrects it', async () => {
    const klass = await aClass(attendance, { students: 2 });
    const [first] = klass.studentIds;
    await submit(attendance, klass, { marks: [], restOfClass: klass.codes.A });
    const { payload } = await submit(attendance, klass, {
      viewer: klass.principal,
      expectedVersion: 1,
      marks: [{ studentId: first, codeId: klass.codes.E, note: 'Doctor' }],
    });

    expect(payload).toMatchObject({ session: { version: 2, recordedCount: 2 }, userErrors: [] });
    const { categories, records, revisions } = await stored(klass);
    expect(categories[first!]).toBe('EXCUSED_ABSENCE');
    const record = records.find(({ studentId }) => studentId === first)!;
    expect(revisions.filter(({ recordId }) => recordId === record.id)).toMatchObject([
      { revision: 1, category: 'UNEXCUSED_ABSENCE', note: null, recordedBy: klass.teacher.sub },
      { revision: 2, category: 'EXCUSED_ABSENCE', note: 'Doctor', recordedBy: klass.principal.sub },
    ]);
  });

  it('writes no mark again that says the same, and leaves marks alone that the rest of the class would cover', async () => {
    const klass = await aClass(attendance, { students: 3 });
    const [absent, present] = klass.studentIds;
    const marks = [{ studentId: absent, codeId: klass.codes.A }];
    await submit(attendance, klass, { marks: [...marks, { studentId: present, codeId: klass.codes.R }] });
    await submit(attendance, klass, { expectedVersion: 1, marks, restOfClass: klass.codes.P });

    const { categories, revisions } = await stored(klass);
    expect(Object.values(categories).sort()).toEqual(['PRESENT', 'PRESENT_OFFSITE', 'UNEXCUSED_ABSENCE']);
    expect(revisions).toHaveLength(3);
  });

  it('never touches a mark’s category when the school changes what a code means', async () => {
    const klass = await aClass(attendance, { students: 1 });
    const marks = [{ studentId: klass.studentIds[0], codeId: klass.codes.L }];
    await submit(attendance, klass, { marks });
    await manager().update(AttendanceCode, { id: klass.codes.L }, { category: 'UNEXCUSED_ABSENCE' });
    await submit(attendance, klass, { expectedVersion: 1, marks });
    expect(Object.values((await stored(klass)).categories)).toEqual(['TARDY']);
  });

  it('tells apart two meetings of one class on one day', async () => {
    const klass = await aClass(attendance, { meetings: [aMeeting(), aMeeting('2026-11-20', '06:00')] });
    await submit(attendance, klass);
    const second = klass.sessions[1]!;
    expect(await manager().findOneByOrFail(AttendanceSession, { id: second.id })).toMatchObject({
      state: 'SCHEDULED',
      recordedCount: 0,
    });
  });

  it('goes by the day of the school, not that of the server', async () => {
    // At NOW it is already the 20th in Kiritimati and still the 19th in Pago Pago.
    const east = await aClass(attendance, { timeZone: 'Pacific/Kiritimati' });
    const west = await aClass(attendance, {
      timeZone: 'Pacific/Pago_Pago',
      meetings: [aMeeting('2026-11-20', '20:00')],
    });
    expect((await submit(attendance, east)).payload.userErrors).toEqual([]);
    expect(codesOf((await submit(attendance, west)).payload.userErrors)).toEqual([['DATE_IN_FUTURE', null]]);
    expect(await stored(west)).toMatchObject(UNTOUCHED);
  });
});

describe('a register that cannot be taken like this', () => {
  it('is refused with everything that is wrong, and stores nothing', async () => {
    const klass = await aClass(attendance, { students: 3 });
    const other = await aClass(attendance);
    await manager().update(AttendanceCode, { id: klass.codes.R }, { isActive: false });
    const [a, b, c] = klass.studentIds;

    const { payload } = await submit(attendance, klass, {
      marks: [
        { studentId: a, codeId: klass.codes.P },
        { studentId: a, codeId: klass.codes.P },
        { studentId: other.studentIds[0], codeId: other.codes.P },
        { studentId: b, codeId: klass.codes.R, minutesLate: 601 },
        { studentId: c, codeId: klass.codes.L, minutesLate: -1, note: 'x'.repeat(501) },
      ],
      restOfClass: 'atc_nonsense',
    });

    expect(payload.session).toBeNull();
    expect(codesOf(payload.userErrors)).toEqual([
      ['DUPLICATE_STUDENT', 'input.marks.1.studentId'],
      ['STUDENT_NOT_EXPECTED', 'input.marks.2.studentId'],
      ['UNKNOWN_CODE', 'input.marks.2.codeId'],
      ['UNKNOWN_CODE', 'input.marks.3.codeId'],
      ['INVALID_MARK', 'input.marks.3.minutesLate'],
      ['INVALID_MARK', 'input.marks.4.minutesLate'],
      ['INVALID_MARK', 'input.marks.4.note'],
      ['UNKNOWN_CODE', 'input.restOfClass'],
    ]);
    expect(await stored(klass)).toMatchObject(UNTOUCHED);
  });

  it('is refused when it says nothing', async () => {
    const klass = await aClass(attendance);
    const { payload } = await submit(attendance, klass, { marks: [] });
    expect(codesOf(payload.userErrors)).toEqual([['NO_MARKS', 'input.marks']]);
  });

  it('is refused with 201 marks', async () => {
    const klass = await aClass(attendance, { students: 201 });
    const marks = klass.studentIds.map((studentId) => ({ studentId, codeId: klass.codes.P }));
    expect(codesOf((await submit(attendance, klass, { marks })).payload.userErrors)).toEqual([
      ['TOO_MANY_MARKS', 'input.marks'],
    ]);
    expect((await submit(attendance, klass, { marks: marks.slice(1) })).payload.session.recordedCount).toBe(
      200,
    );
  });

  it('is refused when stale, and answers with the register as it is', async () => {
    const klass = await aClass(attendance);
    await submit(attendance, klass);
    const before = await stored(klass);
    const { payload } = await submit(attendance, klass, { marks: [], restOfClass: klass.codes.A });

    expect(codesOf(payload.userErrors)).toEqual([['STALE_REGISTER', 'input.expectedVersion']]);
    expect(payload.session).toMatchObject({ version: 1, state: 'SUBMITTED', recordedCount: 3 });
    expect(await stored(klass)).toEqual(before);
  });

  it.each(['LOCKED', 'CANCELLED'] as const)('is refused when %s', async (state) => {
    const klass = await aClass(attendance);
    await manager().update(AttendanceSession, { id: klass.sessions[0]!.id }, { state });
    expect(codesOf((await submit(attendance, klass)).payload.userErrors)).toEqual([
      ['REGISTER_CLOSED', null],
    ]);
    expect(await stored(klass)).toMatchObject({ ...UNTOUCHED, state });
  });
});

describe('who may take a register', () => {
  it('excludes everybody but its teachers and the office, and tells strangers nothing', async () => {
    const klass = await aClass(attendance);
    const { tenantId, schoolId, studentIds } = klass;
    const [student] = studentIds as [string];
    const elsewhere = await aClass(attendance, { tenantId });
    const refused: [string, ReturnType<typeof aViewer>][] = [
      ['FORBIDDEN', aMember(tenantId, schoolId, 'TEACHER', { staff: 'stf_another' })],
      ['FORBIDDEN', aMember(tenantId, schoolId, 'BURSAR')],
      ['FORBIDDEN', aMember(tenantId, schoolId, 'STUDENT', { student })],
      ['FORBIDDEN', aGuardian(tenantId, { student, school: schoolId })],
      ['NOT_FOUND', aGuardian(tenantId, { student, school: schoolId, attendance: false })],
      ['NOT_FOUND', aViewer(tenantId, { staff: klass.teacher.staff })],
      ['NOT_FOUND', elsewhere.principal],
      ['NOT_FOUND', aMember('org_other', schoolId, 'PRINCIPAL', { staff: klass.teacher.staff })],
    ];
    for (const [code, viewer] of refused) {
      const { payload } = await submit(attendance, klass, { viewer });
      expect([codesOf(payload.userErrors), payload.session]).toEqual([[[code, 'input.sessionId']], null]);
    }
    const { errors } = await submit(attendance, klass, { viewer: null });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await stored(klass)).toMatchObject(UNTOUCHED);
  });
});

describe('asking again', () => {
  it('with the same key and request answers with the register as it is now', async () => {
    const klass = await aClass(attendance);
    const request = { idempotencyKey: 'the first try' };
    await submit(attendance, klass, request);
    await submit(attendance, klass, { expectedVersion: 1 });
    const { payload } = await submit(attendance, klass, request);

    expect(payload).toMatchObject({ replayed: true, session: { version: 2 }, userErrors: [] });
    expect(await stored(klass)).toMatchObject({ version: 2, events: [{ version: 1 }, { version: 2 }] });
  });

  it('with the same key and another request is refused', async () => {
    const klass = await aClass(attendance);
    await submit(attendance, klass, { idempotencyKey: 'once' });
    const { payload } = await submit(attendance, klass, { idempotencyKey: 'once', expectedVersion: 1 });
    expect(payload.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' }]);
    expect(await stored(klass)).toMatchObject({ version: 1 });
  });

  it('ten times at once has one effect and tells it once', async () => {
    const klass = await aClass(attendance);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => submit(attendance, klass, { idempotencyKey: 'double click' })),
    );

    const outcomes = replies.map(
      ({ payload }) => payload.userErrors[0]?.code ?? `replayed: ${payload.replayed}`,
    );
    expect(outcomes.filter((outcome) => outcome === 'replayed: false')).toHaveLength(1);
    const allowed = ['replayed: false', 'replayed: true', 'IDEMPOTENCY_CONCURRENT_REQUEST'];
    expect(outcomes.filter((outcome) => !allowed.includes(outcome))).toEqual([]);
    const { version, revisions, events } = await stored(klass);
    expect([version, revisions.length, events.length]).toEqual([1, 3, 1]);
  });
});

describe('two teachers at once', () => {
  it('never overwrite each other: one wins, the other is shown what is there', async () => {
    for (let round = 0; round < 5; round += 1) {
      const klass = await aClass(attendance);
      const [P, A] = [klass.codes.P, klass.codes.A];
      const replies = await Promise.all([
        submit(attendance, klass, { marks: [], restOfClass: P }),
        submit(attendance, klass, { marks: [], restOfClass: A, viewer: klass.principal }),
      ]);

      const won = replies.filter(({ payload }) => payload.userErrors.length === 0);
      const lost = replies.filter(({ payload }) => payload.userErrors[0]?.code === 'STALE_REGISTER');
      expect([won.length, lost.length]).toEqual([1, 1]);
      expect(lost[0]!.payload.session).toEqual(won[0]!.payload.session);
      const { categories, revisions, events } = await stored(klass);
      expect(new Set(Object.values(categories)).size).toBe(1);
      expect([revisions.length, events.length]).toEqual([3, 1]);
    }
  });
});

describe('the history of a mark', () => {
  it('cannot be rewritten, not even with a statement', async () => {
    const klass = await aClass(attendance);
    await submit(attendance, klass);
    await expect(
      manager().query(`UPDATE attendance_record_revisions SET note = 'never happened'`),
    ).rejects.toThrow('never changed');
  });
});
