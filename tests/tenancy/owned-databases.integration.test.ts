import { civilDate } from '../../kernel/clock';
import { send } from '../support/client';
import { openDemoStack, RASOHA, type DemoStack } from '../support/demo-stack';
import { createOwnedDatabase } from '../support/owners';
import { takeRegister } from '../support/registers';

let stack: DemoStack;
beforeAll(async () => {
  stack = await openDemoStack({ createDatabase: () => createOwnedDatabase() });
});
afterAll(() => stack?.stop());

/** A superuser's databases would let pass what the compose file's refuse. */
describe('on databases as the compose file makes them, owned by nobody special', () => {
  it('people sign in, take registers and see them counted', async () => {
    const today = civilDate(new Date(), RASOHA.timeZone);
    const token = await stack.tokenFor('principal');
    const before = await recorded(token);
    await takeRegister(stack.gateway.url, token, { schoolId: RASOHA.id, date: today });
    expect(await recorded(token)).toBeGreaterThan(before);
  });

  it('events of one service reach another', async () => {
    const { db } = stack.subgraphs.attendance.services;
    expect(await db.query('SELECT FROM roster_entries')).toEqual([]);
    await stack.settleEvents();
    const [{ applied }] = await db.query<[{ applied: number }]>(
      'SELECT count(*)::int AS applied FROM inbox_events',
    );
    expect(applied).toBeGreaterThan(0);
  });
});

async function recorded(token: string): Promise<number> {
  const query = 'query ($id: ID!) { school(id: $id) { attendanceToday { summary { recorded } } } }';
  const { data } = await send(stack.gateway.url, token, query, { id: RASOHA.id });
  return data.school.attendanceToday.summary.recorded as number;
}
