import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { newId } from '../../../kernel/ids';
import { aResource, someSchool } from '../../../tests/support/resources-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import { resourcesSubgraph } from '../subgraph';
import type { Resource } from './resource.entity';

let resources: TestSubgraph;
const db = () => resources.services.db;
/** The relay looks for waiting events at its own times; those statements are not counted. */
const isRead = (sql: string) => /FROM "(resources|events|event_capacities|registrations)"/.test(sql);

beforeAll(async () => {
  resources = await openSubgraph(resourcesSubgraph());
});
afterAll(() => resources.stop());

const day = (date: number) => new Date(Date.UTC(2026, 8, date));

async function read(viewer: ViewerClaims | null, id: string) {
  const { data, errors } = await resources.send(
    viewer,
    `query ($id: ID!) { resource(id: $id) { id title } _entities(representations: [{ __typename: "Resource", id: $id }]) {
      ... on Resource { id title } } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  // As a root field and as a reference from another service: the same answer.
  expect(data._entities).toEqual([data.resource]);
  return data.resource;
}

async function list(
  viewer: ViewerClaims | null,
  args: { filter?: object; first?: number; after?: string } = {},
) {
  const { data, errors } = await resources.send(
    viewer,
    `query ($filter: ResourceFilter, $first: Int, $after: String) {
      resources(filter: $filter, first: $first, after: $after) {
        nodes { id } totalCount pageInfo { hasNextPage endCursor } } }`,
    { first: 20, ...args },
  );
  return { errors, ...data?.resources, ids: data?.resources.nodes.map(({ id }: { id: string }) => id) };
}

describe('reading published material', () => {
  it('gives the people of the school all there is to know of it', async () => {
    const school = someSchool();
    const courseId = newId('crs');
    const { id } = await aResource(db(), school, {
      courseId,
      slug: 'leaf-anatomy',
      subject: 'Biology',
      summary: 'Leaves',
    });
    const { data } = await resources.send(
      aMember(school.tenantId, school.schoolId, 'STUDENT'),
      `query ($id: ID!) { resource(id: $id) {
        slug kind status title summary subject url isPublic publishedAt school { id } course { id } } }`,
      { id },
    );
    expect(data.resource).toEqual({
      slug: 'leaf-anatomy',
      kind: 'FILE',
      status: 'PUBLISHED',
      title: 'Photosynthesis',
      summary: 'Leaves',
      subject: 'Biology',
      url: 'https://files.example.org/photosynthesis.pdf',
      isPublic: false,
      publishedAt: '2026-09-01T08:00:00.000Z',
      school: { id: school.schoolId },
      course: { id: courseId },
    });
  });

  it('is for those who belong to the school, in whatever way', async () => {
    const school = someSchool();
    const { id } = await aResource(db(), school);
    const { tenantId, schoolId } = school;
    const guardianWithoutRole = aGuardian(tenantId, { student: newId('stu'), school: schoolId });
    guardianWithoutRole.roles = [];

    expect(await read(aMember(tenantId, schoolId, 'STUDENT'), id)).not.toBeNull();
    expect(await read(aMember(tenantId, schoolId, 'TEACHER'), id)).not.toBeNull();
    expect(await read(guardianWithoutRole, id)).not.toBeNull();
    expect(await read(aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR'), id)).not.toBeNull();
    expect(await read(aMember(tenantId, newId('sch'), 'PRINCIPAL'), id)).toBeNull();
    expect(await read(null, id)).toBeNull();
  });

  it('is for everybody where it is public', async () => {
    const { id } = await aResource(db(), someSchool(), { isPublic: true });
    const { tenantId, schoolId } = someSchool();
    expect(await read(null, id)).not.toBeNull();
    expect(await read(aMember(tenantId, schoolId, 'STUDENT'), id)).not.toBeNull();
  });

  it.each(['DRAFT', 'IN_REVIEW', 'SCHEDULED', 'UNPUBLISHED', 'ARCHIVED'] as const)(
    'shows nobody what is %s',
    async (status) => {
      const school = someSchool();
      const { id } = await aResource(db(), school, { status, isPublic: true });
      const principal = aMember(school.tenantId, school.schoolId, 'PRINCIPAL');
      expect(await read(principal, id)).toBeNull();
      expect(await read(null, id)).toBeNull();
      expect((await list(principal)).totalCount).toBe(0);
    },
  );

  it('answers null for an id that was never given out', async () => {
    const viewer = aViewer(newId('org'));
    expect(await read(viewer, newId('res'))).toBeNull();
    expect(await read(viewer, "' OR 1=1 --")).toBeNull();
  });
});

describe('listing published material', () => {
  it('begins with the newest and pages on without loss', async () => {
    const school = someSchool();
    const member = aMember(school.tenantId, school.schoolId, 'STUDENT');
    const ids: string[] = [];
    for (const date of [1, 2, 3, 3, 4])
      ids.unshift((await aResource(db(), school, { publishedAt: day(date) })).id);

    const first = await list(member, { first: 2 });
    const second = await list(member, { first: 2, after: first.pageInfo.endCursor });
    const third = await list(member, { first: 2, after: second.pageInfo.endCursor });

    expect([...first.ids, ...second.ids, ...third.ids]).toEqual(ids);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    expect(first.totalCount).toBe(5);
  });

  it('narrows by school, course, kind and subject', async () => {
    const school = someSchool();
    const sister = someSchool(school.tenantId);
    const courseId = newId('crs');
    const wanted = await aResource(db(), school, { courseId, kind: 'VIDEO', subject: 'Biology' });
    await aResource(db(), school, { kind: 'LINK', subject: 'Art' });
    await aResource(db(), sister, { isPublic: true, subject: 'Music' });
    const member = aMember(school.tenantId, school.schoolId, 'STUDENT');
    const count = async (filter: object) => (await list(member, { filter })).totalCount;

    expect(await count({})).toBe(3);
    expect(await count({ schoolId: school.schoolId })).toBe(2);
    for (const filter of [{ courseId }, { kind: 'VIDEO' }, { subject: 'Biology' }]) {
      expect((await list(member, { filter })).ids).toEqual([wanted.id]);
    }
    expect(await count({ kind: 'VIDEO', subject: 'Art' })).toBe(0);
  });

  it('shows anonymous callers what is public and nothing else', async () => {
    const school = someSchool();
    const open = await aResource(db(), school, { isPublic: true });
    await aResource(db(), school);
    expect((await list(null, { filter: { schoolId: school.schoolId } })).ids).toEqual([open.id]);
  });

  it.each([0, -1, 101])('refuses a page of %d', async (first) => {
    const { errors } = await list(null, { first });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['first'] } }]);
  });
});

describe('two tenants', () => {
  it('see nothing of each other’s material through any field', async () => {
    const [ours, theirs] = [someSchool(), someSchool()];
    const courseId = newId('crs');
    const mine = await aResource(db(), ours);
    const hidden = await aResource(db(), theirs, { courseId });
    const me = aMember(ours.tenantId, ours.schoolId, 'PRINCIPAL');
    // A token that names the other tenant's school is still one of this tenant.
    const forger = aMember(ours.tenantId, theirs.schoolId, 'PRINCIPAL');

    expect((await list(me)).ids).toEqual([mine.id]);
    for (const viewer of [me, forger]) {
      expect(await read(viewer, hidden.id)).toBeNull();
      expect((await list(viewer, { filter: { schoolId: theirs.schoolId } })).ids).toEqual([]);
      expect(await ofCourses(viewer, [courseId])).toEqual([[]]);
    }
  });
});

async function ofCourses(viewer: ViewerClaims | null, courseIds: string[], first = 20): Promise<string[][]> {
  const { data } = await resources.send(
    viewer,
    `query ($courses: [_Any!]!, $first: Int!) { _entities(representations: $courses) {
      ... on Course { resources(first: $first) { nodes { id school { id } } totalCount } } } }`,
    { courses: courseIds.map((id) => ({ __typename: 'Course', id })), first },
  );
  return data._entities.map((course: { resources: { nodes: Resource[] } }) =>
    course.resources.nodes.map(({ id }) => id),
  );
}

describe('the material of a course', () => {
  it('is what is published of it, newest first', async () => {
    const school = someSchool();
    const courseId = newId('crs');
    const older = await aResource(db(), school, { courseId, publishedAt: day(1) });
    const newer = await aResource(db(), school, { courseId, publishedAt: day(2) });
    await aResource(db(), school, { courseId, status: 'DRAFT' });
    await aResource(db(), school);
    const member = aMember(school.tenantId, school.schoolId, 'STUDENT');

    expect(await ofCourses(member, [courseId, newId('crs')])).toEqual([[newer.id, older.id], []]);
    expect(await ofCourses(null, [courseId])).toEqual([[]]);
  });

  it('takes the same number of statements for one course and for thirty', async () => {
    const school = someSchool();
    const courses = Array.from({ length: 30 }, () => newId('crs'));
    for (const courseId of courses)
      for (let i = 0; i < 2; i += 1) await aResource(db(), school, { courseId });
    const member = aMember(school.tenantId, school.schoolId, 'STUDENT');
    const statements = async (count: number, first: number) => {
      resources.takeStatements();
      const lists = await ofCourses(member, courses.slice(0, count), first);
      expect(lists.flat()).toHaveLength(count * first);
      return resources.takeStatements().filter(isRead).length;
    };
    expect([await statements(1, 1), await statements(10, 2), await statements(30, 2)]).toEqual([2, 2, 2]);
  });
});

describe('the database', () => {
  it('refuses to publish what has nothing to read, and a slug that is taken', async () => {
    const school = someSchool();
    await expect(aResource(db(), school, { url: null })).rejects.toThrow('resources_published_complete');
    await expect(aResource(db(), school, { publishedAt: null })).rejects.toThrow(
      'resources_published_complete',
    );
    await expect(aResource(db(), school, { url: 'javascript:alert(1)' })).rejects.toThrow('check constraint');
    await aResource(db(), school, { status: 'DRAFT', url: null, publishedAt: null, slug: 'syllabus' });
    await expect(aResource(db(), school, { slug: 'syllabus' })).rejects.toThrow('resources_slug_unique');
    await aResource(db(), someSchool(school.tenantId), { slug: 'syllabus' });
  });
});
