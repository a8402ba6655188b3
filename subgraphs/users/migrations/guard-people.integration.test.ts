import { testTokenConfig } from '../../../tests/support/keys';
import {
  aSchool,
  aStaffMember,
  aStay,
  aStudent,
  aUser,
  grantRole,
  link,
} from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { usersSubgraph } from '../subgraph';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()));
});
afterAll(() => users.stop());

const TABLES = [
  'schools',
  'users',
  'students',
  'staff',
  'role_assignments',
  'guardians',
  'guardian_links',
  'school_enrollments',
];

describe('whatever a program does, the database', () => {
  it.each(TABLES)('keeps a row of %s with its tenant', async (table) => {
    const [school, other] = [await aSchool(db()), await aSchool(db())];
    await aStaffMember(db(), school, 'TEACHER');
    await link(db(), await aUser(db(), school), await aStudent(db(), school));
    await expect(
      db().query(`UPDATE ${table} SET tenant_id = $1 WHERE tenant_id = $2`, [
        other.tenantId,
        school.tenantId,
      ]),
    ).rejects.toThrow('a row stays with its tenant');
  });

  it('lets nothing refer to a row of another tenant', async () => {
    const [school, other] = [await aSchool(db()), await aSchool(db())];
    const [student, user] = [await aStudent(db(), school), await aUser(db(), other)];
    await expect(link(db(), user, student)).rejects.toThrow('same_tenant');
    await expect(aStay(db(), student, { schoolId: other.id })).rejects.toThrow('same_tenant');
    await expect(
      db().query('UPDATE students SET school_id = $1 WHERE id = $2', [other.id, student.id]),
    ).rejects.toThrow('same_tenant');
  });

  it('lets no two stays, roles or links of the same subject overlap', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school, { since: null });
    await aStay(db(), student, { entryDate: '2025-01-01', exitDate: '2026-01-01' });
    await aStay(db(), student, { entryDate: '2026-01-01' });
    await expect(aStay(db(), student, { entryDate: '2025-12-31', exitDate: '2026-01-01' })).rejects.toThrow(
      'school_enrollments_no_overlap',
    );
    const user = await aUser(db(), school);
    await grantRole(db(), user, school.id, 'TEACHER');
    await expect(grantRole(db(), user, school.id, 'TEACHER')).rejects.toThrow(/no_overlap|one_open/);
    await link(db(), user, student, { validFrom: '2025-01-01', validTo: '2025-06-01' });
    await expect(link(db(), user, student, { validFrom: '2025-05-31' })).rejects.toThrow(
      'guardian_links_no_overlap',
    );
  });
});
