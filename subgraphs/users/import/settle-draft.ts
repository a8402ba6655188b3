import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { enrolledEvent } from '../enrollment/begin-enrollment';
import { withdrawnEvent } from '../enrollment/end-enrollment';
import { placeOf, type StudentPlace } from '../enrollment/place-of';
import type { Place } from '../enrollment/read-place';
import type { SchoolEnrollment } from '../enrollment/school-enrollment.entity';
import type { EntryType, ExitType } from '../schema.generated';
import { studentChangedEvent } from '../student/tell-student-changed';
import type { Student } from '../student/student.entity';
import { addTie, type RosterDraft } from './roster-draft';
import type { Plan } from './unit';

/** A stay to begin. */
export interface NewStay extends Place {
  student: Student;
  schoolId: string;
  entryDate: string;
  entryType: EntryType;
}

/** What `beginEnrollment` does, in a draft. */
export function beginStay({ draft, scope }: Plan, { student, ...place }: NewStay): SchoolEnrollment {
  const { id: studentId, tenantId, userId } = student;
  const { now } = scope;
  const stay = draft.stays.save({
    ...{ id: newId(ID_PREFIXES.SchoolEnrollment, now.getTime()), tenantId, studentId },
    ...{ ...place, exitDate: null, exitType: null },
  });
  const { schoolId: orgId, entryDate: beginDate } = place;
  const isHeld = studentRoles(draft, userId, orgId).some(
    ({ endDate }) => endDate === null || endDate > beginDate,
  );
  if (!isHeld) {
    draft.roles.save({
      ...{ id: newId('rol', now.getTime()), tenantId, userId, orgId, role: 'STUDENT' },
      ...{ roleType: 'PRIMARY', beginDate, endDate: null },
    });
  }
  addTie(draft, userId, { orgId, as: 'STUDENT' });
  draft.events.add(enrolledEvent(stay, userId, now));
  return stay;
}

/** What `endEnrollment` does, in a draft. */
export function endStay(
  { draft, scope }: Plan,
  { userId }: Student,
  stay: SchoolEnrollment,
  { exitDate, exitType }: { exitDate: string; exitType: ExitType },
): void {
  const ended = { ...stay, exitDate, exitType };
  draft.stays.save(ended);
  for (const role of studentRoles(draft, userId, stay.schoolId)) {
    if (role.endDate !== null && role.endDate <= exitDate) continue;
    draft.roles.save({ ...role, endDate: exitDate > role.beginDate ? exitDate : role.beginDate });
  }
  draft.events.add(withdrawnEvent(ended, scope.now));
}

function studentRoles({ roles }: RosterDraft, userId: string, orgId: string) {
  return roles.by('user', userId).filter((role) => role.orgId === orgId && role.role === 'STUDENT');
}

/** Where a student is today, by a draft. */
export function draftedPlace({ draft, scope }: Plan, student: Student): StudentPlace {
  const todayAt = (schoolId: string) => scope.todays.get(schoolId) ?? draft.todays.get(schoolId)!;
  const stays = draft.stays.by('student', student.id);
  return placeOf(
    student,
    stays.map((stay) => ({ ...stay, today: todayAt(stay.schoolId) })),
  );
}

/** What `settleStudent` does, in a draft. */
export function settleDraft(plan: Plan, studentId: string): void {
  const student = plan.draft.students.get(studentId)!;
  const { schoolId, gradeLevel, homeroom, studentNumber } = draftedPlace(plan, student);
  const place: StudentPlace = { schoolId, gradeLevel, homeroom, studentNumber };
  if (Object.entries(place).every(([key, value]) => student[key as keyof Student] === value)) return;
  plan.draft.students.save({ ...student, ...place });
  tellStudent(plan.draft, studentId, plan.scope.now);
}

/** Notes that a student changed, and tells it. */
export function tellStudent({ students, events }: RosterDraft, studentId: string, now: Date): void {
  const before = students.get(studentId)!;
  events.add(studentChangedEvent(students.save({ ...before, version: before.version + 1 }), now));
}
