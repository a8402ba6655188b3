import { decodeJwt } from 'jose';
import { aGuardian, aMember, aViewer } from '../../tests/support/viewers';
import { aSchool, aStaffMember, aStudent, aUser, link, PASSWORD } from '../../tests/support/people';
import { testTokenConfig } from '../../tests/support/keys';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import { usersSubgraph } from './subgraph';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()));
});
afterAll(() => users.stop());

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { accessToken expiresAt viewer { user { givenName } wards { student { id } } } userErrors { code field message } }
}`;
const signIn = (email: string, password: string) => users.send(null, SIGN_IN, { input: { email, password } });

describe('signing in', () => {
  it('gives a token that says who the person is, and answers as that person', async () => {
    const school = await aSchool(db());
    const child = await aStudent(db(), school);
    const mother = await aUser(db(), school, { givenName: 'Grace', email: 'Grace@Example.org' });
    await link(db(), mother, child, { canSeeFinance: false });

    const { data } = await signIn('grace@example.ORG', PASSWORD);

    expect(data.signIn).toMatchObject({
      viewer: { user: { givenName: 'Grace' }, wards: [{ student: { id: child.id } }] },
      userErrors: [],
    });
    expect(decodeJwt(data.signIn.accessToken)).toMatchObject({
      sub: mother.id,
      tenant: school.tenantId,
      wards: [{ student: child.id, school: school.id, attendance: true, finance: false }],
    });
  });

  it('answers each of several people as themselves, whatever their tenants and whoever asks', async () => {
    const [here, there] = [await aSchool(db()), await aSchool(db())];
    await aUser(db(), here, { givenName: 'Here', email: 'here@example.org' });
    await aUser(db(), there, { givenName: 'There', email: 'there@example.org' });
    for (const asker of [null, aMember(there.tenantId, there.id, 'PRINCIPAL')]) {
      for (const givenName of ['Here', 'There', 'Here']) {
        const input = { email: `${givenName}@example.org`, password: PASSWORD };
        const { data } = await users.send(asker, SIGN_IN, { input });
        expect(data.signIn.viewer).toMatchObject({ user: { givenName } });
      }
    }
  });

  it('answers the same for an unknown address, a wrong password and a disabled account', async () => {
    const school = await aSchool(db());
    await aUser(db(), school, { email: 'known@example.org' });
    await aUser(db(), school, { email: 'disabled@example.org', isEnabled: false });

    const replies = await Promise.all([
      signIn('unknown@example.org', PASSWORD),
      signIn('known@example.org', 'wrong'),
      signIn('disabled@example.org', PASSWORD),
      signIn('known@example.org', 'x'.repeat(100_000)),
    ]);

    expect(replies[0].data.signIn).toEqual({
      accessToken: null,
      expiresAt: null,
      viewer: null,
      userErrors: [{ code: 'INVALID_CREDENTIALS', field: null, message: expect.any(String) }],
    });
    for (const reply of replies) expect(reply).toEqual(replies[0]);
  });
});

describe('reading people', () => {
  it('pages through a school’s students by name, in both a first and a following page', async () => {
    const school = await aSchool(db());
    for (const familyName of ['Wanjiru', 'Achieng', 'Mwangi']) await aStudent(db(), school, { familyName });
    const principal = aMember(school.tenantId, school.id, 'PRINCIPAL');
    const page = (after?: string) =>
      users.send(
        principal,
        `query ($school: ID!, $after: String) { students(schoolId: $school, first: 2, after: $after) {
          nodes { user { familyName } } pageInfo { hasNextPage endCursor } totalCount } }`,
        { school: school.id, after },
      );

    const first = (await page()).data.students;
    const second = (await page(first.pageInfo.endCursor)).data.students;

    expect(first.nodes.map((node: never) => node['user']['familyName'])).toEqual(['Achieng', 'Mwangi']);
    expect(second.nodes.map((node: never) => node['user']['familyName'])).toEqual(['Wanjiru']);
    expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([
      3,
      true,
      false,
    ]);
  });

  it.each([0, 101, 1000])('refuses a page of %d', async (first) => {
    const school = await aSchool(db());
    const { errors } = await users.send(
      aMember(school.tenantId, school.id, 'PRINCIPAL'),
      'query ($school: ID!, $first: Int!) { students(schoolId: $school, first: $first) { nodes { id } } }',
      { school: school.id, first },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['first'] } }]);
  });

  it('refuses a malformed cursor', async () => {
    const school = await aSchool(db());
    const { errors } = await users.send(
      aMember(school.tenantId, school.id, 'PRINCIPAL'),
      'query ($school: ID!) { students(schoolId: $school, after: "nonsense") { nodes { id } } }',
      { school: school.id },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['after'] } }]);
  });

  it('takes the same number of statements for one student and for many', async () => {
    const school = await aSchool(db());
    for (let i = 0; i < 30; i += 1) await aStudent(db(), school);
    const principal = aMember(school.tenantId, school.id, 'PRINCIPAL');
    const count = async (first: number) => {
      users.takeStatements();
      await users.send(
        principal,
        'query ($school: ID!, $first: Int!) { students(schoolId: $school, first: $first) { nodes { user { givenName } school { name } } } }',
        { school: school.id, first },
      );
      return users.takeStatements().length;
    };
    expect(await count(30)).toBe(await count(1));
  });

  it('shows a guardian the ward, and no other child', async () => {
    const school = await aSchool(db());
    const [mine, other] = [await aStudent(db(), school), await aStudent(db(), school)];
    const { data } = await users.send(
      aGuardian(school.tenantId, { student: mine.id, school: school.id }),
      'query ($mine: ID!, $other: ID!) { mine: student(id: $mine) { user { givenName } } other: student(id: $other) { id } }',
      { mine: mine.id, other: other.id },
    );
    expect(data).toEqual({ mine: { user: { givenName: 'Amina' } }, other: null });
  });
});

describe('two tenants', () => {
  it('do not see each other through any root field', async () => {
    const [ours, theirs] = [await aSchool(db()), await aSchool(db())];
    const student = await aStudent(db(), theirs);
    const teacher = await aStaffMember(db(), theirs, 'TEACHER');
    const me = aMember(ours.tenantId, ours.id, 'PRINCIPAL');

    const { data } = await users.send(
      me,
      `query ($school: ID!, $student: ID!, $staff: ID!, $user: ID!) {
        school(id: $school) { id } student(id: $student) { id } schools { nodes { id } }
        nodes(ids: [$school, $student, $staff, $user]) { id } node(id: $student) { id }
      }`,
      { school: theirs.id, student: student.id, staff: teacher.id, user: student.userId },
    );
    expect(data).toEqual({
      school: null,
      student: null,
      schools: { nodes: [{ id: ours.id }] },
      nodes: [null, null, null, null],
      node: null,
    });
    const list = await users.send(me, 'query ($id: ID!) { students(schoolId: $id) { nodes { id } } }', {
      id: theirs.id,
    });
    expect(list.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});

describe('a caller nobody vouches for', () => {
  it('reads nothing private', async () => {
    const school = await aSchool(db());
    const { data, errors } = await users.send(
      null,
      'query ($id: ID!) { viewer { user { id } } school(id: $id) { name } }',
      {
        id: school.id,
      },
    );
    expect(data).toEqual({ viewer: null, school: null });
    expect(errors).toMatchObject([{ path: ['school'], extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('is turned away when the call is not signed by the gateway', async () => {
    const response = await fetch(users.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('is told nothing about the inside when something breaks', async () => {
    const tenant = aViewer('org_x', { sub: "usr_' OR 1=1 --" });
    const { errors } = await users.send(tenant, '{ viewer { user { id } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});
