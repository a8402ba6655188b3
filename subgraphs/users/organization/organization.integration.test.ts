import { newId } from '../../../kernel/ids';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStudent } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import { School } from '../school/school.entity';
import { usersSubgraph } from '../subgraph';
import { OrganizationUnit } from './organization-unit.entity';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()));
});
afterAll(() => users.stop());

/** A district with two departments, of which one has another below it; a school under each, and one at the top. */
async function aDistrict() {
  const top = await aSchool(db(), { name: 'Top School', identifier: 'T1' });
  const { tenantId } = top;
  const unit = async (name: string, parentId: string) =>
    db().manager.save(OrganizationUnit, {
      id: newId('org'),
      tenantId,
      parentId,
      type: 'DEPARTMENT' as const,
      name,
      identifier: null,
    });
  const north = await unit('North', tenantId);
  const farNorth = await unit('Far North', north.id);
  const south = await unit('South', tenantId);
  const schoolUnder = (name: string, parentId: string) => aSchool(db(), { tenantId, parentId, name });
  return {
    tenantId,
    top,
    north,
    farNorth,
    south,
    polar: await schoolUnder('Polar', farNorth.id),
    hill: await schoolUnder('Hill', north.id),
    coast: await schoolUnder('Coast', south.id),
  };
}

const director = (tenantId: string) =>
  aViewer(tenantId, { roles: [{ org: tenantId, role: 'DISTRICT_ADMINISTRATOR' }] });

describe('a district', () => {
  it('is a tree from the tenant down to its schools', async () => {
    const { tenantId, north } = await aDistrict();
    const { data } = await users.send(
      director(tenantId),
      `query ($id: ID!) { organization(id: $id) { __typename type parent { id } children { __typename name type
        children { name parent { name } } } } }`,
      { id: tenantId },
    );
    expect(data.organization).toEqual({
      __typename: 'OrganizationUnit',
      type: 'DISTRICT',
      parent: null,
      children: [
        {
          __typename: 'OrganizationUnit',
          name: 'North',
          type: 'DEPARTMENT',
          children: [
            { name: 'Far North', parent: { name: 'North' } },
            { name: 'Hill', parent: { name: 'North' } },
          ],
        },
        {
          __typename: 'OrganizationUnit',
          name: 'South',
          type: 'DEPARTMENT',
          children: [{ name: 'Coast', parent: { name: 'South' } }],
        },
        { __typename: 'School', name: 'Top School', type: 'SCHOOL', children: [] },
      ],
    });
    const node = await users.send(
      director(tenantId),
      'query ($id: ID!) { node(id: $id) { __typename id } }',
      {
        id: north.id,
      },
    );
    expect(node.data.node).toEqual({ __typename: 'OrganizationUnit', id: north.id });
  });

  it('knows the schools below each of its parts, at whatever depth', async () => {
    const { tenantId, north } = await aDistrict();
    const { data } = await users.send(
      director(tenantId),
      `query ($id: ID!) { organization(id: $id) { ... on OrganizationUnit { schools(first: 5) { totalCount nodes { name } } } }
        schools(filter: { parentId: $id }) { nodes { name } } byCode: schools(filter: { search: "T1" }) { nodes { name } } }`,
      { id: north.id },
    );
    const names = [{ name: 'Hill' }, { name: 'Polar' }];
    expect(data).toEqual({
      organization: { schools: { totalCount: 2, nodes: names } },
      schools: { nodes: names },
      byCode: { nodes: [{ name: 'Top School' }] },
    });
  });

  it('shows a guardian how it is organised, and of the schools only the child’s', async () => {
    const { tenantId, hill, north } = await aDistrict();
    const child = await aStudent(db(), await db().manager.findOneByOrFail(School, { id: hill.id }));
    const guardian = aGuardian(tenantId, { student: child.id, school: hill.id });
    const { data } = await users.send(
      guardian,
      'query ($id: ID!) { organization(id: $id) { name children { name } } }',
      { id: north.id },
    );
    expect(data.organization).toEqual({ name: 'North', children: [{ name: 'Far North' }, { name: 'Hill' }] });
  });

  it('is nobody else’s business', async () => {
    const { tenantId, north, hill } = await aDistrict();
    const other = await aSchool(db());
    for (const viewer of [
      aMember(other.tenantId, other.id, 'PRINCIPAL'),
      director(other.tenantId),
      aViewer(tenantId),
    ]) {
      for (const id of [tenantId, north.id, hill.id]) {
        const { data } = await users.send(
          viewer,
          'query ($id: ID!) { organization(id: $id) { name } node(id: $id) { id } }',
          { id },
        );
        expect(data).toEqual({ organization: null, node: null });
      }
    }
  });

  it('takes the same number of statements for one school and for many', async () => {
    const { tenantId } = await aDistrict();
    const count = async (first: number) => {
      users.takeStatements();
      await users.send(
        director(tenantId),
        `query ($first: Int!) { schools(first: $first) { nodes { parent { name children { name } } children { name }
          timeZone timeZones { timeZone } periods { title } academicSessions { title } calendarDay(date: "2026-11-23") { isInSession } } } }`,
        { first },
      );
      return users.takeStatements().length;
    };
    expect(await count(4)).toBe(await count(1));
  });
});
