import { viewerFrom, type Role } from '../../../kernel/auth/viewer';
import { aViewer } from '../../../tests/support/viewers';
import { canSeeCourtOrder } from '../guardian/guardian.policy';
import { canListStudents, seesWholeSchool, studentPermissions } from '../student/student.policy';
import type { RoleOrganization } from './organization-path';
import { canAssign } from './role.policy';
import {
  canAnonymize,
  canEndAccess,
  canSeeEmail,
  canSeePhone,
  canUpdateEmail,
  canUpdateUser,
  type Tie,
} from './user.policy';

const TENANT = 'org_01M00000000000000000000000';
const NORTH = 'org_01M00000000000000000000001';
const HILLSIDE = 'sch_01M00000000000000000000000';
const SEAVIEW = 'sch_01M00000000000000000000001';

/** Somebody with these roles. */
const holding = (...roles: [org: string, role: Role][]) =>
  viewerFrom(aViewer(TENANT, { sub: 'usr_asker', roles: roles.map(([org, role]) => ({ org, role })) }));

const teacher = holding([HILLSIDE, 'TEACHER']);
const counselor = holding([HILLSIDE, 'COUNSELOR']);
const office = holding([HILLSIDE, 'SITE_ADMINISTRATOR']);
const offices = holding([HILLSIDE, 'PRINCIPAL'], [SEAVIEW, 'SITE_ADMINISTRATOR']);
const northern = holding([NORTH, 'DISTRICT_ADMINISTRATOR'], [HILLSIDE, 'DISTRICT_ADMINISTRATOR']);
const director = holding([TENANT, 'DISTRICT_ADMINISTRATOR']);
const operator = holding([TENANT, 'SYSTEM_ADMINISTRATOR']);
const stranger = holding([SEAVIEW, 'PRINCIPAL']);
const ASKERS = { teacher, counselor, office, offices, northern, director, operator, stranger };

const USER = { id: 'usr_other' };
const at = (orgId: string, as: Tie['as'] = 'STAFF'): Tie => ({ orgId, as });

/** Names of those who may. */
const whoMay = (may: (viewer: (typeof ASKERS)['office']) => boolean): string[] =>
  Object.entries(ASKERS).flatMap(([name, viewer]) => (may(viewer) ? [name] : []));

describe('about a student of Hillside', () => {
  const ties = [at(HILLSIDE, 'STUDENT')];
  it.each([
    ['reads the address', canSeeEmail, ['counselor', 'office', 'offices', 'northern', 'director']],
    ['reads the telephone number', canSeePhone, ['office', 'offices', 'northern', 'director']],
    ['changes the name', canUpdateUser, ['office', 'offices', 'northern', 'director']],
    ['changes the address', canUpdateEmail, ['office', 'offices', 'northern', 'director']],
  ] as const)('who %s', (_act, may, expected) => {
    expect(whoMay((viewer) => may(viewer, USER, ties))).toEqual(expected);
  });

  it('who ends the access, and who lets be forgotten', () => {
    expect(whoMay((viewer) => canEndAccess(viewer, ties))).toEqual([
      'office',
      'offices',
      'northern',
      'director',
    ]);
    expect(whoMay((viewer) => canAnonymize(viewer, ties))).toEqual(['northern', 'director']);
  });
});

describe('about a colleague at Hillside', () => {
  it('everybody who works there reads the address', () => {
    expect(whoMay((viewer) => canSeeEmail(viewer, USER, [at(HILLSIDE)]))).toEqual([
      ...['teacher', 'counselor', 'office', 'offices', 'northern', 'director'],
    ]);
  });
});

describe('about somebody of two schools', () => {
  const ties = [at(HILLSIDE), at(SEAVIEW, 'GUARDIAN')];
  it('one office changes the name, both the address and the access', () => {
    expect(whoMay((viewer) => canUpdateUser(viewer, USER, ties))).toEqual([
      ...['office', 'offices', 'northern', 'director', 'stranger'],
    ]);
    expect(whoMay((viewer) => canUpdateEmail(viewer, USER, ties))).toEqual(['offices', 'director']);
    expect(whoMay((viewer) => canEndAccess(viewer, ties))).toEqual(['offices', 'director']);
    expect(whoMay((viewer) => canAnonymize(viewer, ties))).toEqual(['director']);
  });
});

describe('about somebody above the schools', () => {
  it('no office of a school decides', () => {
    const ties = [at(HILLSIDE), at(NORTH)];
    for (const may of [canUpdateUser, canUpdateEmail]) {
      expect(whoMay((viewer) => may(viewer, USER, ties))).toEqual(['northern', 'director']);
    }
    expect(whoMay((viewer) => canEndAccess(viewer, ties))).toEqual(['northern', 'director']);
  });
});

it('about somebody who belongs to no organisation, the district decides', () => {
  expect(whoMay((viewer) => canEndAccess(viewer, []))).toEqual(['director']);
  expect(whoMay((viewer) => canUpdateUser(viewer, USER, []))).toEqual(['director']);
});

it('people decide about their own name and address, and not about their access', () => {
  const self = { id: teacher.userId! };
  const ties = [at(HILLSIDE)];
  expect([canUpdateUser(teacher, self, ties), canUpdateEmail(teacher, self, ties)]).toEqual([true, true]);
  expect([canSeeEmail(teacher, self, ties), canSeePhone(teacher, self, ties)]).toEqual([true, true]);
  expect([canEndAccess(teacher, ties), canAnonymize(teacher, ties)]).toEqual([false, false]);
});

describe('roles are given', () => {
  const school: RoleOrganization = { id: HILLSIDE, isSchool: true, path: [HILLSIDE, NORTH, TENANT] };
  const unit: RoleOrganization = { id: NORTH, isSchool: false, path: [NORTH, TENANT] };
  const tenant: RoleOrganization = { id: TENANT, isSchool: false, path: [TENANT] };
  it.each([
    ['a school', 'TEACHER', school, ['office', 'offices', 'northern', 'director']],
    ['a school', 'SITE_ADMINISTRATOR', school, ['office', 'offices', 'northern', 'director']],
    ['a school', 'DISTRICT_ADMINISTRATOR', school, []],
    ['a school', 'SYSTEM_ADMINISTRATOR', school, []],
    ['the north', 'TEACHER', unit, ['northern', 'director']],
    ['the north', 'DISTRICT_ADMINISTRATOR', unit, ['northern', 'director']],
    ['the tenant', 'DISTRICT_ADMINISTRATOR', tenant, ['director']],
  ] as const)('in %s as %s by those who administer it', (_where, role, organization, expected) => {
    expect(whoMay((viewer) => canAssign(viewer, organization, role))).toEqual(expected);
  });
});

describe('at a school', () => {
  it('those who work there list students, those who deal with everybody all of them', () => {
    expect(whoMay((viewer) => canListStudents(viewer, HILLSIDE))).toEqual([
      ...['teacher', 'counselor', 'office', 'offices', 'northern', 'director'],
    ]);
    expect(whoMay((viewer) => seesWholeSchool(viewer, HILLSIDE))).toEqual([
      ...['counselor', 'office', 'offices', 'northern', 'director'],
    ]);
  });

  it('the office decides about its students, and alone reads what a court has ordered', () => {
    const expected = ['office', 'offices', 'northern', 'director'];
    expect(whoMay((viewer) => studentPermissions(viewer, { schoolId: HILLSIDE }).canTransfer)).toEqual(
      expected,
    );
    expect(whoMay((viewer) => canSeeCourtOrder(viewer, { schoolId: HILLSIDE }))).toEqual(expected);
  });

  it('nobody decides who is not signed in', () => {
    expect(Object.values(studentPermissions(null, { schoolId: HILLSIDE }))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(canSeeCourtOrder(null, { schoolId: HILLSIDE })).toBe(false);
    expect(canSeeEmail(null, USER, [at(HILLSIDE)])).toBe(false);
  });
});
