import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { nextOf } from '../../../tests/support/client';
import { createLive } from '../../../tests/support/live';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStaffMember, aStudent } from '../../../tests/support/people';
import {
  act,
  asStaff,
  district,
  fixedClock,
  NOW,
  office,
  teach,
  TODAY,
} from '../../../tests/support/people-acts';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import { usersSubgraph } from '../subgraph';

let users: TestSubgraph;
const db = () => users.services.db;

const WATCH = `subscription ($school: ID!) { rosterChanged(schoolId: $school) {
  kind schoolId student { id user { givenName } } } }`;

interface Frame {
  data?: { rosterChanged: { kind: string; student: { id: string } | null } };
  errors?: readonly { extensions?: { code?: unknown } }[];
}

const live = createLive<Frame>(() => users, WATCH, NOW);
const { open, watch } = live;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { clock: fixedClock, bus: live.bus });
});
afterAll(async () => {
  await live.close();
  await users.stop();
});

const changeOf = async (frames: AsyncIterableIterator<Frame>) => {
  const { data } = await nextOf(frames);
  return [data?.rosterChanged.kind, data?.rosterChanged.student?.id];
};

describe('watching a school’s roster', () => {
  it('tells who comes, who changes and who leaves, and nothing of other schools', async () => {
    const school = await aSchool(db());
    const other = await aSchool(db(), { tenantId: school.tenantId });
    const frames = await watch(office(school), { school: school.id });
    const input = { givenName: 'Wambui', familyName: 'Kamau', gradeLevel: '9', studentNumber: '1' };
    await act(users, office(other), 'createStudent', { schoolId: other.id, ...input });
    const { student } = await act(users, office(school), 'createStudent', { schoolId: school.id, ...input });
    const rename = { userId: student.user.id, expectedVersion: 1, givenName: 'Njeri' };
    await act(users, office(school), 'updateProfile', rename);
    await act(users, district(school), 'transferStudent', {
      ...{
        studentId: student.id,
        fromSchoolId: school.id,
        toSchoolId: other.id,
        date: TODAY,
        gradeLevel: '9',
      },
      studentNumber: '2',
    });

    expect(await changeOf(frames)).toEqual(['STUDENT_ENTERED', student.id]);
    expect(await changeOf(frames)).toEqual(['STUDENT_CHANGED', student.id]);
    expect(await changeOf(frames)).toEqual(['STUDENT_LEFT', student.id]);
    await expect(nextOf(frames, 200)).rejects.toThrow('Nothing came');
  });

  it('tells a teacher of the students they may see at that moment', async () => {
    const school = await aSchool(db());
    const [mine, other] = [await aStudent(db(), school), await aStudent(db(), school)];
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    const frames = await watch(asStaff(teacher), { school: school.id });
    const rename = ({ userId }: { userId: string }, expectedVersion: number) =>
      act(users, office(school), 'updateProfile', { userId, expectedVersion, givenName: 'Njeri' });
    await rename(mine, 1);
    await users.drainEvents();
    // Only now the student gets a place in the teacher's section.
    await teach(users, teacher, [mine]);
    await rename(other, 1);
    await rename(mine, 2);

    expect(await changeOf(frames)).toEqual(['STUDENT_CHANGED', mine.id]);
    await expect(nextOf(frames, 200)).rejects.toThrow('Nothing came');
  });

  it('is for those who work at the school', async () => {
    const school = await aSchool(db());
    const { id: student } = await aStudent(db(), school);
    const { tenantId, id } = school;
    const refusalOf = async (viewer: ViewerClaims | null) =>
      (await nextOf(open(viewer, { school: id }))).errors?.[0]?.extensions?.code;
    expect(await refusalOf(aMember(tenantId, id, 'STUDENT', { student }))).toBe('FORBIDDEN');
    expect(await refusalOf(aGuardian(tenantId, { student, school: id }))).toBe('FORBIDDEN');
    expect(await refusalOf(aMember(tenantId, 'sch_other', 'PRINCIPAL'))).toBe('NOT_FOUND');
    expect(await refusalOf(aMember('org_other', id, 'PRINCIPAL'))).toBe('NOT_FOUND');
    expect(await refusalOf(null)).toBe('UNAUTHENTICATED');
  });
});
