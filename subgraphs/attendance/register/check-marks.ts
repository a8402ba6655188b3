import type { UserError } from '../../../kernel/errors';
import type { AttendanceCode } from '../code/attendance-code.entity';
import type { AttendanceErrorCode, MarkInput, SubmitRegisterInput } from '../schema.generated';

export const MAX_MARKS = 200;
const MAX_MINUTES_LATE = 600;
const MAX_NOTE_LENGTH = 500;

/** What a register may be filled with. */
export interface RegisterFacts {
  /** Student ids. */
  expected: ReadonlySet<string>;
  /** The school's active codes, by id. */
  codes: ReadonlyMap<string, AttendanceCode>;
}

type Problem = UserError<AttendanceErrorCode>;

/**
 * All that is wrong with a submission, in the order of its marks; nothing where it may be stored. Marks past the limit
 * are not looked at.
 */
export function checkMarks(
  { marks, restOfClass }: Pick<SubmitRegisterInput, 'marks' | 'restOfClass'>,
  facts: RegisterFacts,
): Problem[] {
  const problems: Problem[] = [];
  if (marks.length > MAX_MARKS)
    problems.push(problem('TOO_MANY_MARKS', ['marks'], `At most ${MAX_MARKS} marks.`));
  if (marks.length === 0 && !restOfClass)
    problems.push(problem('NO_MARKS', ['marks'], 'There is nothing to record.'));

  const listed = new Set<string>();
  for (const [i, mark] of marks.slice(0, MAX_MARKS).entries()) {
    problems.push(...checkMark(mark, ['marks', String(i)], listed, facts));
    listed.add(mark.studentId);
  }
  if (restOfClass && !facts.codes.has(restOfClass)) problems.push(unknownCode(['restOfClass']));
  return problems;
}

function checkMark(
  mark: MarkInput,
  path: string[],
  listed: ReadonlySet<string>,
  facts: RegisterFacts,
): Problem[] {
  const problems: Problem[] = [];
  const report = (code: AttendanceErrorCode, field: string, message: string) =>
    problems.push(problem(code, [...path, field], message));

  if (listed.has(mark.studentId)) report('DUPLICATE_STUDENT', 'studentId', 'This student is listed twice.');
  else if (!facts.expected.has(mark.studentId)) {
    report('STUDENT_NOT_EXPECTED', 'studentId', 'This student is not expected in this register.');
  }
  if (!facts.codes.has(mark.codeId)) problems.push(unknownCode([...path, 'codeId']));
  const minutes = mark.minutesLate ?? 0;
  if (minutes < 0 || minutes > MAX_MINUTES_LATE)
    report('INVALID_MARK', 'minutesLate', `0 to ${MAX_MINUTES_LATE} minutes.`);
  if (!isStorable(mark.note ?? '')) {
    report('INVALID_MARK', 'note', `At most ${MAX_NOTE_LENGTH} characters, and no null character.`);
  }
  return problems;
}

/** Counts characters, not UTF-16 units, as the database does; PostgreSQL's text cannot hold a null character. */
function isStorable(note: string): boolean {
  return note.length <= 2 * MAX_NOTE_LENGTH && [...note].length <= MAX_NOTE_LENGTH && !note.includes('\0');
}

function unknownCode(path: string[]): Problem {
  return problem('UNKNOWN_CODE', path, 'This is not one of the school’s codes in use.');
}

function problem(code: AttendanceErrorCode, path: readonly string[], message: string): Problem {
  return { code, field: ['input', ...path], message };
}
