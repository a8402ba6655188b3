import { viewerFrom, type Role } from '../../../kernel/auth/viewer';
import { canPost } from './ledger.policy';

const viewerWith = (org: string, role: Role) =>
  viewerFrom({ issuer: 'test', sub: 'usr_1', tenant: 'org_1', roles: [{ org, role }] });
const anybody = viewerWith('sch_1', 'TEACHER');
const school = { kind: 'SCHOOL', schoolId: 'sch_1' } as const;
const personal = { kind: 'PERSONAL', schoolId: null } as const;

describe('a school’s ledger', () => {
  it('is written by its bursar alone', () => {
    expect(canPost(viewerWith('sch_1', 'BURSAR'), school, null)).toBe(true);
    for (const role of ['PRINCIPAL', 'TEACHER', 'SITE_ADMINISTRATOR', 'GUARDIAN', 'STUDENT'] as const) {
      expect(canPost(viewerWith('sch_1', role), school, null)).toBe(false);
    }
  });

  it('is not written by the bursar of another school, nor by administrators of the tenant', () => {
    expect(canPost(viewerWith('sch_2', 'BURSAR'), school, null)).toBe(false);
    expect(canPost(viewerWith('org_1', 'DISTRICT_ADMINISTRATOR'), school, null)).toBe(false);
  });

  it('knows no members', () => {
    expect(canPost(anybody, school, 'OWNER')).toBe(false);
  });
});

describe('a personal ledger', () => {
  it.each([
    ['OWNER', true],
    ['WRITER', true],
    ['READER', false],
    [null, false],
  ] as const)('asks for the role in it: %s may write: %s', (role, allowed) => {
    expect(canPost(anybody, personal, role)).toBe(allowed);
  });

  it('is closed to every role at a school', () => {
    for (const role of ['BURSAR', 'PRINCIPAL', 'DISTRICT_ADMINISTRATOR'] as const) {
      expect(canPost(viewerWith('org_1', role), personal, null)).toBe(false);
      expect(canPost(viewerWith('sch_1', role), personal, null)).toBe(false);
    }
  });
});
