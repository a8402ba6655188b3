import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStudent, aUser, grantRole, link } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { OrganizationUnit } from '../organization/organization-unit.entity';
import type { School } from '../school/school.entity';
import { usersSubgraph } from '../subgraph';
import { RoleAssignment } from '../user/role-assignment.entity';
import type { User } from '../user/user.entity';
import { viewerClaims } from './viewer-claims';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()));
});
afterAll(() => users.stop());

const claimsAt = (user: User, instant: string) => viewerClaims(db().manager, user, new Date(instant));

async function holdRole(user: User, orgId: string, over: Partial<RoleAssignment>): Promise<void> {
  const { id } = await grantRole(db(), user, orgId, 'TEACHER');
  await db().manager.update(RoleAssignment, { id }, over);
}

async function setZone(school: School, timeZone: string, effectiveFrom: string): Promise<void> {
  await db().query(
    `INSERT INTO school_time_zones (school_id, tenant_id, effective_from, time_zone) VALUES ($1, $2, $3, $4)
     ON CONFLICT (school_id, effective_from) DO UPDATE SET time_zone = EXCLUDED.time_zone`,
    [school.id, school.tenantId, effectiveFrom, timeZone],
  );
}

describe('a role', () => {
  it('begins and ends at midnight of the school, not of Greenwich, and no token says it for longer', async () => {
    const school = await aSchool(db(), { timeZone: 'Pacific/Auckland' });
    const user = await aUser(db(), school);
    await holdRole(user, school.id, { beginDate: '2026-06-10', endDate: '2026-06-12' });
    // Auckland is twelve hours ahead in June.
    expect((await claimsAt(user, '2026-06-09T11:59:59Z')).claims.roles).toEqual([]);
    expect((await claimsAt(user, '2026-06-09T12:00:00Z')).claims.roles).toHaveLength(1);
    const last = await claimsAt(user, '2026-06-11T11:59:59Z');
    expect(last.claims.roles).toEqual([{ org: school.id, role: 'TEACHER' }]);
    expect(last.endsAt).toEqual(new Date('2026-06-11T12:00:00Z'));
    expect((await claimsAt(user, '2026-06-11T12:00:00Z')).claims.roles).toEqual([]);
  });

  it('keeps to the zone that the school is in by then', async () => {
    const school = await aSchool(db(), { timeZone: 'Africa/Nairobi' });
    await setZone(school, 'Africa/Nairobi', '1900-01-01');
    await setZone(school, 'America/New_York', '2026-03-01');
    const user = await aUser(db(), school);
    await holdRole(user, school.id, { beginDate: '2026-01-01', endDate: '2026-03-10' });
    expect((await claimsAt(user, '2026-02-01T00:00:00Z')).endsAt).toEqual(new Date('2026-03-09T21:00:00Z'));
    expect((await claimsAt(user, '2026-03-05T00:00:00Z')).endsAt).toEqual(new Date('2026-03-10T04:00:00Z'));
  });

  it('that ended long ago does not hide the same role held again', async () => {
    const school = await aSchool(db());
    const user = await aUser(db(), school);
    await holdRole(user, school.id, { beginDate: '2020-01-01', endDate: '2021-01-01' });
    await holdRole(user, school.id, { beginDate: '2026-01-01' });
    const { claims, endsAt } = await claimsAt(user, '2026-06-01T09:00:00Z');
    expect([claims.roles, endsAt]).toEqual([[{ org: school.id, role: 'TEACHER' }], null]);
  });

  it('in an organisation below the tenant reaches the schools below that, at whatever depth, and no other', async () => {
    const outside = await aSchool(db());
    const { tenantId } = outside;
    const unit = (id: string, parentId: string) =>
      db().manager.insert(OrganizationUnit, { id, tenantId, parentId, type: 'DEPARTMENT', name: id });
    const [north, coast] = [`org_north_${tenantId}`, `org_coast_${tenantId}`];
    await unit(north, tenantId);
    await unit(coast, north);
    const inside = await aSchool(db(), { tenantId, parentId: coast, timeZone: 'Pacific/Auckland' });
    const user = await aUser(db(), outside);
    await holdRole(user, north, { role: 'COUNSELOR', beginDate: '2026-06-10' });
    await grantRole(db(), user, tenantId, 'DISTRICT_ADMINISTRATOR');
    const district = { org: tenantId, role: 'DISTRICT_ADMINISTRATOR' };
    expect((await claimsAt(user, '2026-06-09T11:00:00Z')).claims.roles).toEqual([district]);
    const { roles } = (await claimsAt(user, '2026-06-09T12:00:00Z')).claims;
    expect(roles).toHaveLength(3);
    expect(roles).toEqual(
      expect.arrayContaining([
        district,
        { org: north, role: 'COUNSELOR' },
        { org: inside.id, role: 'COUNSELOR' },
      ]),
    );
  });
});

it('a guardian’s link ends at midnight of the child’s school', async () => {
  const school = await aSchool(db(), { timeZone: 'America/Los_Angeles' });
  const guardian = await aUser(db(), school);
  const child = await aStudent(db(), school);
  await link(db(), guardian, child, { validTo: '2026-06-10', canSeeGrades: false });
  const { claims, endsAt } = await claimsAt(guardian, '2026-06-10T06:59:59Z');
  expect(claims.wards).toEqual([
    {
      student: child.id,
      school: school.id,
      attendance: true,
      grades: false,
      finance: true,
      reportAbsence: true,
    },
  ]);
  expect(endsAt).toEqual(new Date('2026-06-10T07:00:00Z'));
  expect((await claimsAt(guardian, '2026-06-10T07:00:00Z')).claims.wards).toEqual([]);
});
