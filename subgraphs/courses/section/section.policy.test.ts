import { ROLES, viewerFrom } from '../../../kernel/auth/viewer';
import { aMember, aViewer } from '../../../tests/support/viewers';
import { canManageRoster } from './section.policy';

const section = { schoolId: 'sch_1' };
const teachers = [{ sectionId: 'sec_1', staffId: 'stf_1', tenantId: 'org_1' }];

describe('a section’s students are managed by', () => {
  it('those who run its school or the district above it, and no other role', () => {
    const allowed = ROLES.filter((role) =>
      canManageRoster(viewerFrom(aMember('org_1', 'sch_1', role)), section, teachers),
    );
    expect(allowed).toEqual(['PRINCIPAL', 'SITE_ADMINISTRATOR', 'DISTRICT_ADMINISTRATOR']);
  });
  it('its teachers, wherever else they work, and no others', () => {
    const teacherFrom = (school: string, staff: string) =>
      viewerFrom(aMember('org_1', school, 'TEACHER', { staff }));
    expect(canManageRoster(teacherFrom('sch_1', 'stf_1'), section, teachers)).toBe(true);
    expect(canManageRoster(teacherFrom('sch_2', 'stf_1'), section, teachers)).toBe(true);
    expect(canManageRoster(teacherFrom('sch_1', 'stf_2'), section, teachers)).toBe(false);
  });
  it('no teacher who has left, although the section still names them', () => {
    expect(canManageRoster(viewerFrom(aViewer('org_1', { staff: 'stf_1' })), section, teachers)).toBe(false);
  });
  it('nobody who runs another school, and nobody who is not signed in', () => {
    expect(canManageRoster(viewerFrom(aMember('org_1', 'sch_2', 'PRINCIPAL')), section, teachers)).toBe(
      false,
    );
    expect(canManageRoster(null, section, teachers)).toBe(false);
  });
});
