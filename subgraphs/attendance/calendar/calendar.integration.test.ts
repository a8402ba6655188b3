import {
  aClass,
  anEvent,
  fixedClock,
  submit,
  TODAY,
  type TestClass,
} from '../../../tests/support/attendance-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock });
});
afterAll(() => attendance.stop());

const tell = ({ tenantId, schoolId }: TestClass, isInSession: boolean) =>
  attendance.bus.publish([
    anEvent('calendar.changed', tenantId, schoolId, { schoolId, days: [{ date: TODAY, isInSession }] }),
  ]);

async function outstanding(klass: TestClass): Promise<number> {
  const { data } = await attendance.send(
    klass.principal,
    `query ($id: ID!) { _entities(representations: [{ __typename: "School", id: $id }]) {
      ... on School { attendanceToday { registersOutstanding } } } }`,
    { id: klass.schoolId },
  );
  return data._entities[0].attendanceToday.registersOutstanding;
}

describe('a day on which the school is closed', () => {
  it('takes no marks, and asks for none', async () => {
    const klass = await aClass(attendance);
    expect(await outstanding(klass)).toBe(1);
    await tell(klass, false);

    const { payload } = await submit(attendance, klass);

    expect(payload).toMatchObject({
      session: null,
      userErrors: [{ code: 'DAY_NOT_IN_SESSION', field: null }],
    });
    expect(await outstanding(klass)).toBe(0);
  });

  it('takes them again once the school has opened it', async () => {
    const klass = await aClass(attendance);
    await tell(klass, false);
    await tell(klass, true);
    const { payload } = await submit(attendance, klass);
    expect(payload).toMatchObject({ session: { state: 'SUBMITTED' }, userErrors: [] });
  });

  it('keeps the marks that were made before it was closed', async () => {
    const klass = await aClass(attendance);
    await submit(attendance, klass);
    await tell(klass, false);
    const { data } = await attendance.send(
      klass.principal,
      'query ($id: ID!) { attendanceSession(id: $id) { recordedCount state } }',
      { id: klass.sessions[0]!.id },
    );
    expect(data.attendanceSession).toEqual({ recordedCount: 3, state: 'SUBMITTED' });
  });
});
