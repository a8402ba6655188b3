import { aClass, anEvent, fixedClock, submit } from '../../../tests/support/attendance-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock });
});
afterAll(() => attendance.stop());

const notesOf = async (table: string, sessionId: string): Promise<(string | null)[]> => {
  const rows = await attendance.services.db.query<{ note: string | null }[]>(
    `SELECT t.note FROM ${table} t JOIN attendance_records r ON r.id = t.${table === 'attendance_records' ? 'id' : 'record_id'}
     WHERE r.session_id = $1 ORDER BY r.student_id`,
    [sessionId],
  );
  return rows.map(({ note }) => note);
};

describe('a student who is to be forgotten', () => {
  it('loses what was written about them, now and before, and keeps their marks; others lose nothing', async () => {
    const klass = await aClass(attendance, { students: 2 });
    const [forgotten, other] = klass.studentIds as [string, string];
    const [session] = klass.sessions as [(typeof klass.sessions)[0]];
    await submit(attendance, klass, {
      marks: [forgotten, other].map((studentId) => ({
        ...{ studentId, codeId: klass.codes.A!, note: `about ${studentId}` },
      })),
    });
    const payload = { userId: 'usr_1', studentId: forgotten, staffIds: [], guardianId: null };
    await attendance.bus.publish([anEvent('user.anonymized', klass.tenantId, 'usr_1', payload)]);
    expect(await attendance.services.db.query('SELECT FROM parked_events')).toEqual([]);
    for (const table of ['attendance_records', 'attendance_record_revisions'])
      expect([table, await notesOf(table, session.id)]).toEqual([table, [null, `about ${other}`]]);
  });

  it('is the only reason to touch history', async () => {
    const klass = await aClass(attendance, { students: 1 });
    await submit(attendance, klass);
    const { db } = attendance.services;
    for (const change of [`note = 'rewritten'`, `category = 'TARDY'`, `note = NULL, recorded_by = 'usr_2'`]) {
      await expect(db.query(`UPDATE attendance_record_revisions SET ${change}`)).rejects.toThrow(
        'never changed',
      );
    }
    await expect(db.query('DELETE FROM attendance_record_revisions')).rejects.toThrow('never changed');
  });
});
