import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStaffMember } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember, aViewer } from '../../../tests/support/viewers';
import { usersSubgraph } from '../subgraph';
import { AuditEvent } from './audit-event.entity';
import { recordAudit } from './record-audit';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()));
});
afterAll(() => users.stop());

const LIST = `query ($schoolId: ID, $filter: AuditEventFilter, $first: Int = 20, $after: String) {
  auditEvents(schoolId: $schoolId, filter: $filter, first: $first, after: $after) {
    nodes { action subjectId at actor { givenName } beforeHash afterHash } pageInfo { hasNextPage endCursor } totalCount } }`;

async function aSchoolWithHistory() {
  const school = await aSchool(db());
  const actor = await aStaffMember(db(), school, 'SITE_ADMINISTRATOR', { givenName: 'Otieno' });
  const act = { tenantId: school.tenantId, actorUserId: actor.userId, schoolId: school.id };
  for (const [i, action] of ['role.assigned', 'role.revoked', 'calendar.changed'].entries()) {
    const at = new Date(Date.UTC(2026, 10, 20 + i));
    await recordAudit(db().manager, {
      ...act,
      action,
      subjectId: `usr_${i}`,
      at,
      before: { i },
      after: { i: i + 1 },
    });
  }
  await recordAudit(db().manager, {
    ...act,
    schoolId: null,
    action: 'school.created',
    at: new Date(Date.UTC(2026, 10, 25)),
  });
  return school;
}

describe('what was done', () => {
  it('is told to the school’s office, newest first, page by page', async () => {
    const school = await aSchoolWithHistory();
    const office = aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR');
    const page = async (after?: string) =>
      (await users.send(office, LIST, { schoolId: school.id, first: 2, after })).data.auditEvents;
    const first = await page();
    const second = await page(first.pageInfo.endCursor);
    expect([...first.nodes, ...second.nodes].map(({ action }) => action)).toEqual([
      'calendar.changed',
      'role.revoked',
      'role.assigned',
    ]);
    expect(first.totalCount).toBe(3);
    expect(first.nodes[0]).toMatchObject({ actor: { givenName: 'Otieno' }, subjectId: 'usr_2' });
    // What was the second object before is what the first one was after.
    expect(first.nodes[0].beforeHash).toBe(first.nodes[1].afterHash);
  });

  it('can be narrowed by act, object, person and time', async () => {
    const school = await aSchoolWithHistory();
    const office = aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR');
    const actions = async (filter: object) => {
      const { data } = await users.send(office, LIST, { schoolId: school.id, filter });
      return data.auditEvents.nodes.map(({ action }: { action: string }) => action);
    };
    expect(await actions({ action: 'role.' })).toEqual(['role.revoked', 'role.assigned']);
    expect(await actions({ subjectId: 'usr_0' })).toEqual(['role.assigned']);
    expect(await actions({ actorId: 'usr_nobody' })).toEqual([]);
    expect(await actions({ since: '2026-11-21T00:00:00Z', until: '2026-11-22T00:00:00Z' })).toEqual([
      'role.revoked',
    ]);
  });

  it('is told for the whole tenant to its administrators alone', async () => {
    const school = await aSchoolWithHistory();
    const director = aViewer(school.tenantId, {
      roles: [{ org: school.tenantId, role: 'DISTRICT_ADMINISTRATOR' }],
    });
    const { data } = await users.send(director, LIST);
    expect(data.auditEvents.totalCount).toBe(4);

    const other = await aSchool(db());
    const refusals = [];
    for (const [viewer, variables] of [
      [aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR'), {}],
      [aMember(school.tenantId, school.id, 'TEACHER'), { schoolId: school.id }],
      [aMember(other.tenantId, other.id, 'PRINCIPAL'), { schoolId: school.id }],
    ] as const) {
      const { errors } = await users.send(viewer, LIST, variables);
      refusals.push(errors?.[0]?.extensions.code);
    }
    expect(refusals).toEqual(['FORBIDDEN', 'FORBIDDEN', 'NOT_FOUND']);
  });

  it('cannot be changed or deleted, not even in SQL', async () => {
    const { tenantId } = await aSchoolWithHistory();
    await expect(db().manager.update(AuditEvent, { tenantId }, { action: 'nothing' })).rejects.toThrow(
      'never changed',
    );
    await expect(db().manager.delete(AuditEvent, { tenantId })).rejects.toThrow('never changed');
  });
});
