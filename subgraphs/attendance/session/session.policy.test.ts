import { viewerFrom } from '../../../kernel/auth/viewer';
import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import { standingAt } from '../school/school.policy';
import { ownStudentIds } from '../student/student.policy';
import { canTakeRegister } from './session.policy';

const REGISTER = { schoolId: 'sch_a' };
const member = (role: Parameters<typeof aMember>[2], school = 'sch_a') =>
  viewerFrom(aMember('org_1', school, role));

describe('taking a register', () => {
  it.each(['PRINCIPAL', 'SITE_ADMINISTRATOR'] as const)('is for a %s of the school', (role) => {
    expect(canTakeRegister(member(role), REGISTER, false)).toBe(true);
    expect(canTakeRegister(member(role, 'sch_b'), REGISTER, false)).toBe(false);
  });

  it('is for those who teach the section, as long as they work at the school', () => {
    expect(canTakeRegister(member('TEACHER'), REGISTER, true)).toBe(true);
    expect(canTakeRegister(member('TEACHER'), REGISTER, false)).toBe(false);
    expect(canTakeRegister(member('TEACHER', 'sch_b'), REGISTER, true)).toBe(false);
  });

  it.each(['STUDENT', 'GUARDIAN', 'AIDE', 'BURSAR'] as const)('is not for a %s', (role) => {
    expect(canTakeRegister(member(role), REGISTER, false)).toBe(false);
  });

  it('is for the administrator of the district', () => {
    const everywhere = viewerFrom(aMember('org_1', 'org_1', 'DISTRICT_ADMINISTRATOR'));
    expect(canTakeRegister(everywhere, REGISTER, false)).toBe(true);
  });
});

describe('whose attendance is one’s own business', () => {
  it('is a student’s own, and that of wards whose switch is on', () => {
    expect(ownStudentIds(viewerFrom(aViewer('org_1', { student: 'stu_me' })))).toEqual(['stu_me']);
    expect(ownStudentIds(viewerFrom(aGuardian('org_1', { student: 'stu_kid', school: 'sch_a' })))).toEqual([
      'stu_kid',
    ]);
    const off = aGuardian('org_1', { student: 'stu_kid', school: 'sch_a', attendance: false });
    expect(ownStudentIds(viewerFrom(off))).toEqual([]);
  });
});

describe('standing at a school', () => {
  it('tells those entitled from members and members from strangers', () => {
    expect(standingAt(member('PRINCIPAL'), 'sch_a', ['PRINCIPAL'])).toBe('ENTITLED');
    expect(standingAt(member('STUDENT'), 'sch_a', ['PRINCIPAL'])).toBe('MEMBER');
    expect(
      standingAt(viewerFrom(aGuardian('org_1', { student: 's', school: 'sch_a' })), 'sch_a', ['PRINCIPAL']),
    ).toBe('MEMBER');
    expect(standingAt(member('PRINCIPAL', 'sch_b'), 'sch_a', ['PRINCIPAL'])).toBe('STRANGER');
  });
});
