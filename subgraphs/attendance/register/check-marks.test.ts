import type { AttendanceCode } from '../code/attendance-code.entity';
import { checkMarks, MAX_MARKS, type RegisterFacts } from './check-marks';

const facts: RegisterFacts = {
  expected: new Set(['amina', 'brian']),
  codes: new Map([['present', {} as AttendanceCode]]),
};
const mark = (over: object = {}) => ({ studentId: 'amina', codeId: 'present', ...over });
const problems = (marks: ReturnType<typeof mark>[], restOfClass?: string) =>
  checkMarks({ marks, restOfClass }, facts).map(({ code, field }) => `${code} ${field?.join('.')}`);

describe('checking marks', () => {
  it('finds nothing wrong at the bounds', () => {
    expect(
      problems([mark({ minutesLate: 0, note: '' }), mark({ studentId: 'brian', minutesLate: 600 })]),
    ).toEqual([]);
    expect(problems([mark({ note: 'x'.repeat(500) })])).toEqual([]);
    expect(problems([], 'present')).toEqual([]);
  });

  it('counts the characters of a note as people do, not its code units', () => {
    expect(problems([mark({ note: '😀'.repeat(500) })])).toEqual([]);
    expect(problems([mark({ note: '😀'.repeat(501) })])).toEqual(['INVALID_MARK input.marks.0.note']);
  });

  it('refuses a note that the database cannot hold', () => {
    expect(problems([mark({ note: 'a\0b' })])).toEqual(['INVALID_MARK input.marks.0.note']);
  });

  it('names a student listed three times twice, whatever the codes', () => {
    expect(problems([mark(), mark(), mark({ codeId: 'unheard of' })])).toEqual([
      'DUPLICATE_STUDENT input.marks.1.studentId',
      'DUPLICATE_STUDENT input.marks.2.studentId',
      'UNKNOWN_CODE input.marks.2.codeId',
    ]);
  });

  it('looks at no more marks than may be sent', () => {
    const flood = Array.from({ length: 5000 }, () => mark({ studentId: 'nobody' }));
    expect(problems(flood)).toHaveLength(1 + MAX_MARKS);
    expect(problems(flood)[0]).toBe('TOO_MANY_MARKS input.marks');
  });
});
