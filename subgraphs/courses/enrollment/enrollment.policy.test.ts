import fc from 'fast-check';
import { OFFICE_ROLES, ROLES, viewerFrom, type Role, type Viewer } from '../../../kernel/auth/viewer';
import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import { canAskAboutStudent, canCompleteLessons, canSeeProgress } from './enrollment.policy';

const [tenant, school, student, teacher] = ['org_1', 'sch_1', 'stu_1', 'stf_1'];
const enrollment = { studentId: student, schoolId: school };
const teachers = [{ sectionId: 'sec_1', staffId: teacher, tenantId: tenant }];
const member = (role: Role, over = {}) => viewerFrom(aMember(tenant, school, role, over));
const guardian = (over = {}) => viewerFrom(aGuardian(tenant, { student, school, ...over }));

const rights = (viewer: Viewer) => ({
  ask: canAskAboutStudent(viewer, student),
  progress: canSeeProgress(viewer, enrollment, teachers),
  complete: canCompleteLessons(viewer, enrollment, teachers),
});

describe('what a person may know and do of an enrolment', () => {
  it('the student: all of it', () => {
    expect(rights(member('STUDENT', { student }))).toEqual({ ask: true, progress: true, complete: true });
  });
  it('a classmate: nothing', () => {
    expect(rights(member('STUDENT', { student: 'stu_2' }))).toEqual({
      ask: false,
      progress: false,
      complete: false,
    });
  });
  it('a teacher of the section: progress and completion', () => {
    expect(rights(member('TEACHER', { staff: teacher }))).toEqual({
      ask: true,
      progress: true,
      complete: true,
    });
  });
  it('a colleague: that there is an enrolment', () => {
    expect(rights(member('TEACHER', { staff: 'stf_2' }))).toEqual({
      ask: true,
      progress: false,
      complete: false,
    });
  });
  it('a guardian: progress where the link allows grades', () => {
    expect(rights(guardian())).toEqual({ ask: true, progress: true, complete: false });
    expect(rights(guardian({ grades: false }))).toEqual({ ask: true, progress: false, complete: false });
    expect(rights(guardian({ student: 'stu_2' }))).toEqual({ ask: false, progress: false, complete: false });
  });
  it('the office: progress, and no completion in the student’s name', () => {
    for (const role of OFFICE_ROLES)
      expect(rights(member(role))).toEqual({ ask: true, progress: true, complete: false });
  });
  it('nobody who is not signed in', () => {
    expect(canAskAboutStudent(null, student)).toBe(false);
    expect(canSeeProgress(null, enrollment, teachers)).toBe(false);
  });
  it('no role in another school opens a student’s progress', () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), (roles) => {
        const elsewhere = viewerFrom(
          aViewer(tenant, { roles: roles.map((role) => ({ org: 'sch_2', role })) }),
        );
        expect(rights(elsewhere)).toMatchObject({ progress: false, complete: false });
      }),
    );
  });
  it('somebody without a staff id teaches nothing, not even a section without teachers', () => {
    expect(canCompleteLessons(member('TEACHER'), enrollment, [])).toBe(false);
    expect(canCompleteLessons(member('TEACHER'), enrollment, teachers)).toBe(false);
  });
});
