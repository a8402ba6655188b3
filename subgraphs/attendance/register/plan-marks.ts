import type { AttendanceCode } from '../code/attendance-code.entity';
import type { AttendanceRecord } from '../record/attendance-record.entity';
import type { SubmitRegisterInput } from '../schema.generated';
import type { RegisterFacts } from './check-marks';

/** A mark to be written, as a whole: what it leaves out is no longer said. */
export interface Mark {
  studentId: string;
  code: AttendanceCode;
  minutesLate: number | null;
  note: string | null;
}

type Stored = Pick<AttendanceRecord, 'studentId' | 'codeId' | 'minutesLate' | 'note'>;

/**
 * The marks a checked submission changes: those listed that say something new, then the rest of the class, as far as
 * nobody has marked it yet. Planning the same submission again after they were written gives nothing.
 * @param stored the register's marks so far
 */
export function planMarks(
  { marks, restOfClass }: Pick<SubmitRegisterInput, 'marks' | 'restOfClass'>,
  { expected, codes }: RegisterFacts,
  stored: readonly Stored[],
): Mark[] {
  const before = new Map(stored.map((record) => [record.studentId, record]));
  const listed = marks.map(({ studentId, codeId, minutesLate, note }) => ({
    studentId,
    code: codeFor(codes, codeId),
    minutesLate: minutesLate ?? null,
    note: note?.trim() ? note : null,
  }));
  const changed = listed.filter((mark) => !saysTheSame(mark, before.get(mark.studentId)));
  if (!restOfClass) return changed;

  const taken = new Set([...before.keys(), ...listed.map(({ studentId }) => studentId)]);
  const rest = [...expected]
    .filter((studentId) => !taken.has(studentId))
    .map((studentId) => ({ studentId, code: codeFor(codes, restOfClass), minutesLate: null, note: null }));
  return [...changed, ...rest];
}

function saysTheSame(mark: Mark, stored: Stored | undefined): boolean {
  return (
    stored?.codeId === mark.code.id && stored.minutesLate === mark.minutesLate && stored.note === mark.note
  );
}

function codeFor(codes: RegisterFacts['codes'], id: string): AttendanceCode {
  const code = codes.get(id);
  if (!code) throw new Error(`The submission was not checked: ${id} is not a code in use`);
  return code;
}
