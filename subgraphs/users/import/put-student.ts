import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { isInForce } from '../enrollment/enrollment-status';
import { readPlace, type Place } from '../enrollment/read-place';
import type { SchoolEnrollment } from '../enrollment/school-enrollment.entity';
import type { School } from '../school/school.entity';
import type { Student } from '../student/student.entity';
import { refuseNumberTaken } from '../text/refusing-taken';
import type { User } from '../user/user.entity';
import { readSpan } from './read-span';
import { addTie, numberKey } from './roster-draft';
import { refuseRow } from './row';
import { beginStay, endStay, settleDraft } from './settle-draft';
import type { Change, Plan } from './unit';

/** What a row says of a student at a school. */
export interface StudentRow {
  user: User;
  studentNumber: string;
  gradeLevel: string;
  homeroom: string | null;
  /** First day; today where the row does not say. */
  entryDate: string | null;
  /** First day no longer enrolled. */
  exitDate: string | null;
  /** Whether the exit is the day of a removal, which may lie before the stay began. */
  isRemoval?: boolean;
}

/** A row that could be read, at its school. */
interface ReadRow {
  school: School;
  place: Place & { studentNumber: string };
  today: string;
  entryDate: string;
  /** Whether the row itself says so. */
  hasEntryDate: boolean;
  exitDate: string | null;
  isRemoval: boolean;
}

/**
 * Brings a student's stay at a school up to a row: begun where there is none, in another grade from today on, ended where
 * the row says so. A stay that has ended is not taken up again; another one needs an entry date after its end.
 * @throws Refusal of the readers; RowError ALREADY_ENDED, INVALID_DATE
 */
export function putStudent(plan: Plan, school: School, row: StudentRow): Change {
  const read = readRow(plan, school, row);
  const [existing] = plan.draft.students.by('user', row.user.id);
  assertNumberFree(plan, read, existing);
  const stays = existing ? staysAt(plan, existing, school) : [];
  const stay = presentStay(stays, read.today);
  if (!stay) return arrive(plan, row.user, existing, stays, read);
  const change = read.exitDate
    ? leave(plan, existing!, stays, { ...read, exitDate: read.exitDate })
    : stayOn(plan, existing!, stay, read);
  if (change !== 'unchanged') settleDraft(plan, existing!.id);
  return change;
}

function readRow({ scope }: Plan, school: School, row: StudentRow): ReadRow {
  const { studentNumber, ...place } = readPlace(school, row);
  const today = scope.todays.get(school.id)!;
  const span = { begin: row.entryDate, end: row.exitDate, isRemoval: row.isRemoval };
  const { begin, end } = readSpan(span, today, { begin: 'entryDate', end: 'exitDate' });
  return {
    ...{ school, place: { ...place, studentNumber: studentNumber! }, today },
    ...{ entryDate: begin, hasEntryDate: row.entryDate !== null, exitDate: end },
    isRemoval: row.isRemoval ?? false,
  };
}

function assertNumberFree({ draft }: Plan, { school, place }: ReadRow, student: Student | undefined): void {
  const key = numberKey(school.id, place.studentNumber);
  const isTaken =
    draft.students.by('number', key).some(({ id }) => id !== student?.id) ||
    draft.stays
      .by('number', key)
      .some(({ studentId, exitDate }) => studentId !== student?.id && exitDate === null);
  if (isTaken) refuseNumberTaken();
}

function staysAt({ draft }: Plan, { id }: Student, school: School): SchoolEnrollment[] {
  return draft.stays
    .by('student', id)
    .filter(({ schoolId }) => schoolId === school.id)
    .toSorted((a, b) => (a.entryDate < b.entryDate ? -1 : 1));
}

/** The stay in force, or else the next one. */
function presentStay(stays: readonly SchoolEnrollment[], today: string): SchoolEnrollment | undefined {
  return (
    stays.find((stay) => isInForce(stay, today)) ??
    stays.find(({ entryDate, exitDate }) => entryDate > today && exitDate !== entryDate)
  );
}

/** Nobody is brought in who has left already. */
function arrive(
  plan: Plan,
  user: User,
  existing: Student | undefined,
  past: readonly SchoolEnrollment[],
  read: ReadRow,
): Change {
  const { school, place, today, entryDate, exitDate } = read;
  if (exitDate && (exitDate <= today || exitDate <= entryDate)) return 'unchanged';
  assertNew(past, read);
  const student = existing ?? addStudent(plan, school, user, place);
  const entryType = past.length > 0 ? ('RE_ENTRY' as const) : ('NEW' as const);
  const stay = beginStay(plan, { ...place, student, schoolId: school.id, entryDate, entryType });
  if (exitDate) endStay(plan, student, stay, { exitDate, exitType: 'WITHDRAWN' });
  settleDraft(plan, student.id);
  return existing ? 'updated' : 'created';
}

/** A row that knows nothing of the end of a stay is about that stay. */
function assertNew(past: readonly SchoolEnrollment[], { hasEntryDate, entryDate }: ReadRow): void {
  const isNew = ({ entryDate: begun, exitDate }: SchoolEnrollment) =>
    hasEntryDate && entryDate >= exitDate! && entryDate !== begun;
  const ended = past.find((stay) => !isNew(stay));
  if (!ended) return;
  const message = `The student left on ${ended.exitDate}. To come back, they need an entry date after that.`;
  refuseRow('ALREADY_ENDED', message, 'entryDate');
}

function leave(
  plan: Plan,
  student: Student,
  stays: readonly SchoolEnrollment[],
  { exitDate, today, isRemoval }: ReadRow & { exitDate: string },
): Change {
  const ending = stays.find(
    (stay) => isAhead(stay, today) && (stay.exitDate === null || stay.exitDate > exitDate),
  );
  if (!ending) return 'unchanged';
  if (exitDate < ending.entryDate && !isRemoval) {
    refuseRow('INVALID_DATE', `The enrolment began on ${ending.entryDate}.`, 'exitDate');
  }
  const end = exitDate < ending.entryDate ? ending.entryDate : exitDate;
  endStay(plan, student, ending, { exitDate: end, exitType: 'WITHDRAWN' });
  return 'updated';
}

/** Whether a stay is not over yet. */
function isAhead({ entryDate, exitDate }: SchoolEnrollment, today: string): boolean {
  return exitDate === null || (exitDate > today && exitDate > entryDate);
}

function stayOn(
  plan: Plan,
  student: Student,
  stay: SchoolEnrollment,
  { school, place, today }: ReadRow,
): Change {
  if (stay.gradeLevel !== place.gradeLevel) {
    const isComing = staysAt(plan, student, school).some(
      (other) => other.entryDate > stay.entryDate && other.gradeLevel === place.gradeLevel,
    );
    if (isComing) return 'unchanged';
    if (stay.exitDate !== null) {
      refuseRow('ALREADY_ENDED', `The student’s stay in this grade ends on ${stay.exitDate}.`, 'gradeLevel');
    }
    if (stay.entryDate < today) return promote(plan, student, stay, { school, place, today });
  } else if (isAsIn(stay, student, place)) {
    return 'unchanged';
  }
  plan.draft.stays.save({ ...stay, ...withKnown(place, stay) });
  return 'updated';
}

function promote(
  plan: Plan,
  student: Student,
  stay: SchoolEnrollment,
  { school, place, today }: Pick<ReadRow, 'school' | 'place' | 'today'>,
): Change {
  endStay(plan, student, stay, { exitDate: today, exitType: 'PROMOTED' });
  const entry = { schoolId: school.id, entryDate: today, entryType: 'PROMOTION' as const };
  beginStay(plan, { ...place, ...entry, student });
  return 'updated';
}

/** Whether a stay says the same as a row; what a row leaves empty it does not contradict. */
function isAsIn(stay: SchoolEnrollment, student: Student, place: Place): boolean {
  return (
    (place.homeroom === null || (stay.homeroom ?? student.homeroom) === place.homeroom) &&
    (stay.studentNumber ?? student.studentNumber) === place.studentNumber
  );
}

/** An empty homeroom leaves it as it is. */
function withKnown(place: Place, stay: SchoolEnrollment): Place {
  return { ...place, homeroom: place.homeroom ?? stay.homeroom };
}

function addStudent(
  { draft, scope }: Plan,
  { id: schoolId, tenantId }: School,
  { id: userId, familyName }: User,
  { gradeLevel, homeroom, studentNumber }: ReadRow['place'],
): Student {
  addTie(draft, userId, { orgId: schoolId, as: 'STUDENT' });
  return draft.students.save({
    id: newId(ID_PREFIXES.Student, scope.now.getTime()),
    ...{ tenantId, userId, schoolId, familyName, version: 1, gradeLevel, homeroom, studentNumber },
  });
}
