import type { ViewerClaims } from '../../kernel/auth/viewer';
import type { Clock } from '../../kernel/clock';
import type { Events } from '../../schema/events';
import { newId } from '../../kernel/ids';
import type { School } from '../../subgraphs/users/school/school.entity';
import type { Staff } from '../../subgraphs/users/staff/staff.entity';
import type { Student } from '../../subgraphs/users/student/student.entity';
import { anEvent } from './attendance-builders';
import type { TestSubgraph } from './subgraph';
import { aMember, aViewer } from './viewers';

/** A Tuesday; noon in Nairobi. */
export const NOW = new Date('2026-03-10T09:00:00Z');
export const TODAY = '2026-03-10';
export const fixedClock: Clock = { now: () => NOW };

/** Each act of people, with what its payload holds beside `userErrors`. */
const PAYLOADS = {
  updateProfile: 'user { id givenName familyName preferredGivenName email phone version }',
  assignRole: 'roleAssignment { id role roleType beginDate endDate organization { id } school { id } }',
  revokeRole: 'roleAssignment { id role beginDate endDate }',
  deactivateUser: 'user { id isEnabled version }',
  reactivateUser: 'user { id isEnabled version }',
  anonymizeUser: 'user { id givenName familyName email isEnabled }',
  createStudent:
    'student { id studentNumber gradeLevel homeroom enrollmentStatus user { id givenName } school { id } schoolEnrollments { id entryDate } }',
  enrollStudentInSchool:
    'enrollment { id status gradeLevel entryDate entryType exitDate school { id } student { id } }',
  transferStudent:
    'student { id studentNumber gradeLevel homeroom enrollmentStatus school { id } schoolEnrollments { entryDate exitDate exitType status school { id } } }',
  withdrawStudent: 'enrollment { id status exitDate exitType }',
  linkGuardian:
    'guardianLink { id relation contactPriority canSeeAttendance canSeeFinance canPickUp notifyByEmail validFrom validTo guardian { id user { id } } student { id } }',
  updateGuardianLink:
    'guardianLink { id relation contactPriority canSeeAttendance canSeeFinance courtOrderNote }',
  revokeGuardianLink: 'guardianLink { id validTo }',
} as const;

export type PeopleAct = keyof typeof PAYLOADS;

/* eslint-disable @typescript-eslint/no-explicit-any -- tests assert on whatever the act answers */
/** Carries an act out in somebody's name. @returns the act's payload; throws where the call itself fails */
export async function act(
  users: Pick<TestSubgraph, 'send'>,
  viewer: ViewerClaims,
  name: PeopleAct,
  input: object,
): Promise<any> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${PAYLOADS[name]} userErrors { code field } } }`;
  const { data, errors } = await users.send(viewer, query, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
}
/* eslint-enable @typescript-eslint/no-explicit-any */

/** Whoever administers a school. */
export function office({ tenantId, id }: Pick<School, 'tenantId' | 'id'>): ViewerClaims {
  return aMember(tenantId, id, 'SITE_ADMINISTRATOR');
}

/** Whoever administers the tenant of a school. */
export function district({ tenantId }: Pick<School, 'tenantId'>): ViewerClaims {
  return aViewer(tenantId, { roles: [{ org: tenantId, role: 'DISTRICT_ADMINISTRATOR' }] });
}

/** Who reads as a member of a school's staff. */
export function asStaff(member: Staff, role: Parameters<typeof aMember>[2] = 'TEACHER'): ViewerClaims {
  return aMember(member.tenantId, member.schoolId, role, { sub: member.userId, staff: member.id });
}

type Section = Events['section.created'];
type SectionPlace = Events['enrollments.created']['enrollments'][number];

/** Tells users, as courses would, that somebody teaches students in a section. @returns the section's id */
export async function teach(
  users: TestSubgraph,
  teacher: Staff,
  students: readonly Student[],
  over: Partial<Section> & { place?: Partial<SectionPlace> } = {},
): Promise<string> {
  const { place, ...section } = over;
  const { tenantId, schoolId } = teacher;
  const sectionId = section.sectionId ?? newId('sec');
  const enrollments = students.map(({ id }) => ({
    ...{ enrollmentId: newId('enr'), studentId: id, beginDate: '2026-01-05', endDate: null },
    ...place,
  }));
  await users.bus.publish([
    anEvent('section.created', tenantId, sectionId, {
      ...{
        sectionId,
        schoolId,
        timeZone: 'Africa/Nairobi',
        title: '9A',
        courseTitle: 'Maths',
        gradeLevel: '9',
      },
      ...{ teacherIds: [teacher.id], beginDate: '2026-01-05', endDate: '2026-12-18', ...section },
    }),
    anEvent('enrollments.created', tenantId, sectionId, { sectionId, enrollments }),
  ]);
  return sectionId;
}
