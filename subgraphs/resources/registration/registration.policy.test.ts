import { viewerFrom, type ViewerClaims } from '../../../kernel/auth/viewer';
import { newId } from '../../../kernel/ids';
import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import type { Event } from '../event/event.entity';
import { canActFor, canListRegistrations, isOfSchool } from './registration.policy';

const TENANT = newId('org');
const HILLSIDE = newId('sch');
const LAKESIDE = newId('sch');
const CHILD = newId('stu');
const event = { schoolId: HILLSIDE } as Event;

const may = (claims: ViewerClaims, studentId = CHILD) => {
  const viewer = viewerFrom(claims);
  return [canActFor(viewer, event, studentId), isOfSchool(viewer, event, studentId)];
};

describe('who registers a student for an event', () => {
  it('the student, at the school they go to', () => {
    expect(may(aMember(TENANT, HILLSIDE, 'STUDENT', { student: CHILD }))).toEqual([true, true]);
    expect(may(aMember(TENANT, LAKESIDE, 'STUDENT', { student: CHILD }))).toEqual([true, false]);
    expect(may(aMember(TENANT, HILLSIDE, 'STUDENT', { student: newId('stu') }))).toEqual([false, false]);
  });

  it('a guardian, where the ward goes to the event’s school', () => {
    expect(may(aGuardian(TENANT, { student: CHILD, school: HILLSIDE }))).toEqual([true, true]);
    expect(may(aGuardian(TENANT, { student: CHILD, school: LAKESIDE }))).toEqual([true, false]);
    expect(may(aGuardian(TENANT, { student: newId('stu'), school: HILLSIDE }))[0]).toBe(false);
  });

  it('who works at the event’s school, but not who works at another', () => {
    expect(may(aMember(TENANT, HILLSIDE, 'TEACHER'))).toEqual([true, true]);
    expect(may(aMember(TENANT, TENANT, 'DISTRICT_ADMINISTRATOR'))).toEqual([true, true]);
    expect(may(aMember(TENANT, LAKESIDE, 'PRINCIPAL'))[0]).toBe(false);
  });

  it('does not gain rights over one child from a link to a sibling or from a role elsewhere', () => {
    const teacherElsewhere = aGuardian(TENANT, { student: newId('stu'), school: HILLSIDE });
    teacherElsewhere.roles = [{ org: LAKESIDE, role: 'TEACHER' }];
    expect(may(teacherElsewhere)[0]).toBe(false);
  });

  it.each(['', 'stu_1', newId('usr'), `${CHILD} `])(
    'nobody registers %p, which is no student’s id',
    (studentId) => {
      expect(may(aMember(TENANT, HILLSIDE, 'SITE_ADMINISTRATOR'), studentId)[0]).toBe(false);
    },
  );
});

it('a list of registrations is for the student, the guardians and those who work at a school', () => {
  const canList = (claims: ViewerClaims) => canListRegistrations(viewerFrom(claims), CHILD);
  expect(canList(aViewer(TENANT, { student: CHILD }))).toBe(true);
  expect(canList(aGuardian(TENANT, { student: CHILD, school: HILLSIDE }))).toBe(true);
  expect(canList(aMember(TENANT, HILLSIDE, 'COUNSELOR'))).toBe(true);
  expect(canList(aMember(TENANT, HILLSIDE, 'STUDENT', { student: newId('stu') }))).toBe(false);
  expect(canList(aGuardian(TENANT, { student: newId('stu'), school: HILLSIDE }))).toBe(false);
  expect(canListRegistrations(null, CHILD)).toBe(false);
});
