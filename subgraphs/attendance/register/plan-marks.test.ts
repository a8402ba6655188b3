import fc from 'fast-check';
import type { AttendanceCode } from '../code/attendance-code.entity';
import { planMarks, type Mark } from './plan-marks';

const STUDENTS = ['s0', 's1', 's2', 's3', 's4', 's5'];
const CODES = ['present', 'late', 'absent'];
const facts = {
  expected: new Set(STUDENTS),
  codes: new Map(CODES.map((id) => [id, { id } as AttendanceCode])),
};

const mark = fc.record({
  studentId: fc.constantFrom(...STUDENTS),
  codeId: fc.constantFrom(...CODES),
  minutesLate: fc.option(fc.constantFrom(0, 5)),
  note: fc.option(fc.constantFrom('', ' ', 'Bus')),
});
const submission = fc.record({
  marks: fc.uniqueArray(mark, { selector: ({ studentId }) => studentId }),
  restOfClass: fc.option(fc.constantFrom(...CODES)),
});

const asStored = ({ studentId, code, minutesLate, note }: Mark) => ({
  studentId,
  codeId: code.id,
  minutesLate,
  note,
});

/** The register after a submission. */
function after(
  stored: ReturnType<typeof asStored>[],
  request: typeof submission extends fc.Arbitrary<infer T> ? T : never,
) {
  const planned = planMarks(request, facts, stored).map(asStored);
  const merged = new Map([...stored, ...planned].map((record) => [record.studentId, record]));
  return { planned, stored: [...merged.values()] };
}

describe('planning what a submission changes', () => {
  it('writes each student at most once, and nothing when the same is handed in again', () => {
    fc.assert(
      fc.property(fc.array(submission, { minLength: 1, maxLength: 4 }), (requests) => {
        let stored: ReturnType<typeof asStored>[] = [];
        for (const request of requests) {
          const result = after(stored, request);
          expect(new Set(result.planned.map(({ studentId }) => studentId)).size).toBe(result.planned.length);
          stored = result.stored;
        }
        expect(after(stored, requests.at(-1)!).planned).toEqual([]);
      }),
    );
  });

  it('ends with what was listed, keeps the marks not listed, and fills up only where nobody has marked', () => {
    fc.assert(
      fc.property(submission, submission, (first, second) => {
        const before = after([], first).stored;
        const now = new Map(after(before, second).stored.map((record) => [record.studentId, record.codeId]));
        const listed = new Map(second.marks.map(({ studentId, codeId }) => [studentId, codeId]));
        const kept = new Map(before.map((record) => [record.studentId, record.codeId]));
        for (const student of STUDENTS) {
          const expected = listed.get(student) ?? kept.get(student) ?? second.restOfClass ?? undefined;
          expect(now.get(student)).toBe(expected);
        }
      }),
    );
  });

  it('takes an empty note for none', () => {
    const [planned] = planMarks({ marks: [{ studentId: 's0', codeId: 'late', note: '  ' }] }, facts, []);
    expect(planned).toMatchObject({ note: null, minutesLate: null });
  });
});
