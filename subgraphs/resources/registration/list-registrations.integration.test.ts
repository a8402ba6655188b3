import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { newId } from '../../../kernel/ids';
import { anEvent, aRegistration, someSchool } from '../../../tests/support/resources-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import { resourcesSubgraph } from '../subgraph';

const NOW = new Date('2026-11-20T08:00:00Z');
let resources: TestSubgraph;
const db = () => resources.services.db;
/** The relay looks for waiting events at its own times; those statements are not counted. */
const isRead = (sql: string) => /FROM "(resources|events|event_capacities|registrations)"/.test(sql);

beforeAll(async () => {
  resources = await openSubgraph(resourcesSubgraph(), { clock: { now: () => NOW } });
});
afterAll(() => resources.stop());

const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const PAST = { startsAt: hours(-9), endsAt: hours(-8) };

interface Listing {
  upcoming?: boolean;
  first?: number;
  after?: string;
}

async function ofStudents(viewer: ViewerClaims | null, studentIds: string[], args: Listing = {}) {
  const { data, errors } = await resources.send(
    viewer,
    `query ($students: [_Any!]!, $upcoming: Boolean, $first: Int, $after: String) {
      _entities(representations: $students) {
        ... on Student { registrations(upcoming: $upcoming, first: $first, after: $after) {
          nodes { id event { title availability { confirmed } } student { id } } totalCount pageInfo { endCursor } } } } }`,
    { students: studentIds.map((id) => ({ __typename: 'Student', id })), upcoming: true, first: 20, ...args },
  );
  expect(errors).toBeUndefined();
  return data._entities.map(({ registrations }: { registrations: { nodes: { id: string }[] } | null }) =>
    registrations === null ? null : { ...registrations, ids: registrations.nodes.map(({ id }) => id) },
  );
}

const idsOf = async (viewer: ViewerClaims | null, studentId: string, args?: Listing) =>
  (await ofStudents(viewer, [studentId], args))[0]?.ids ?? null;

it('shows a student’s registrations to the student, the guardians and the staff, and to nobody else', async () => {
  const school = someSchool();
  const { tenantId, schoolId } = school;
  const student = newId('stu');
  const registration = await aRegistration(db(), await anEvent(db(), school), student);
  const off = { attendance: false, grades: false, finance: false, reportAbsence: false };

  for (const viewer of [
    aViewer(tenantId, { student }),
    aGuardian(tenantId, { student, school: schoolId, ...off }),
    aMember(tenantId, schoolId, 'TEACHER'),
    aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR'),
  ]) {
    expect(await idsOf(viewer, student)).toEqual([registration.id]);
    expect(await byReference(viewer, registration.id)).toEqual({ id: registration.id });
  }
  for (const viewer of [
    null,
    aMember(tenantId, schoolId, 'STUDENT', { student: newId('stu') }),
    aGuardian(tenantId, { student: newId('stu'), school: schoolId }),
  ]) {
    expect(await idsOf(viewer, student)).toBeNull();
    expect(await byReference(viewer, registration.id)).toBeNull();
  }
  const otherSchool = aMember(tenantId, newId('sch'), 'PRINCIPAL');
  expect(await idsOf(otherSchool, student)).toEqual([]);
  expect(await byReference(otherSchool, registration.id)).toBeNull();
});

async function byReference(viewer: ViewerClaims | null, id: string) {
  const { data } = await resources.send(
    viewer,
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Registration { id } } }',
    { r: [{ __typename: 'Registration', id }] },
  );
  return data._entities[0];
}

it('shows nothing of it to another tenant, whatever its tokens claim', async () => {
  const school = someSchool();
  const student = newId('stu');
  const registration = await aRegistration(db(), await anEvent(db(), school), student);
  const tenant = newId('org');
  for (const viewer of [
    aMember(tenant, school.schoolId, 'PRINCIPAL'),
    aMember(tenant, tenant, 'DISTRICT_ADMINISTRATOR'),
    aViewer(tenant, { student }),
    aGuardian(tenant, { student, school: school.schoolId }),
  ]) {
    expect(await idsOf(viewer, student)).toEqual([]);
    expect(await byReference(viewer, registration.id)).toBeNull();
  }
});

it('lists those of events that have not ended, newest first, unless all are asked for', async () => {
  const school = someSchool();
  const student = newId('stu');
  const self = aViewer(school.tenantId, { student });
  const at = async (registeredAt: Date, event = {}) =>
    (await aRegistration(db(), await anEvent(db(), school, event), student, { registeredAt })).id;
  const [first, over, last] = [await at(hours(-3)), await at(hours(-2), PAST), await at(hours(-1))];

  expect(await idsOf(self, student)).toEqual([last, first]);
  expect(await idsOf(self, student, { upcoming: false })).toEqual([last, over, first]);

  const [page] = await ofStudents(self, [student], { upcoming: false, first: 2 });
  expect([page.ids, page.totalCount]).toEqual([[last, over], 3]);
  const rest = await idsOf(self, student, { upcoming: false, first: 2, after: page.pageInfo.endCursor });
  expect(rest).toEqual([first]);
});

it('keeps showing what a student registered for after a change of school', async () => {
  const school = someSchool();
  const student = newId('stu');
  await aRegistration(db(), await anEvent(db(), school, { title: 'Farewell' }), student);
  const moved = aMember(school.tenantId, newId('sch'), 'STUDENT', { student });
  const [{ nodes }] = await ofStudents(moved, [student]);
  expect(nodes).toMatchObject([{ event: { title: 'Farewell' }, student: { id: student } }]);
});

it('takes the same number of statements for one student and for thirty', async () => {
  const school = someSchool();
  const students = Array.from({ length: 30 }, () => newId('stu'));
  for (let i = 0; i < 3; i += 1) {
    const event = await anEvent(db(), school);
    for (const student of students) await aRegistration(db(), event, student);
  }
  const teacher = aMember(school.tenantId, school.schoolId, 'TEACHER');
  const statements = async (count: number, first: number) => {
    resources.takeStatements();
    const lists = await ofStudents(teacher, students.slice(0, count), { first });
    expect(lists.flatMap(({ ids }: { ids: string[] }) => ids)).toHaveLength(count * first);
    return resources.takeStatements().filter(isRead).length;
  };
  // The pages, their counts, the events, the availability of all of them.
  expect([await statements(1, 1), await statements(10, 3), await statements(30, 3)]).toEqual([4, 4, 4]);
});
