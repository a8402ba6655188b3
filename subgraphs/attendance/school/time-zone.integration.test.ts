import { aClass, anEvent, fixedClock, submit, TODAY } from '../../../tests/support/attendance-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock });
});
afterAll(() => attendance.stop());

const YESTERDAY = '2026-11-19';

/** Takes today's register at a school that was told to move to another zone. @returns how it was refused */
async function takeAfterMove(timeZone: string, effectiveFrom: string): Promise<string[]> {
  const klass = await aClass(attendance);
  const { tenantId, schoolId } = klass;
  const payload = { schoolId, timeZone, effectiveFrom };
  await attendance.bus.publish([anEvent('school.time_zone_changed', tenantId, schoolId, payload)]);
  const submitted = await submit(attendance, klass);
  return submitted.payload.userErrors.map(({ code }: { code: string }) => code);
}

describe('a school that moves to another time zone', () => {
  it('has another day where the zone holds', async () => {
    // It is still yesterday in Honolulu.
    expect(await takeAfterMove('Pacific/Honolulu', YESTERDAY)).toEqual(['DATE_IN_FUTURE']);
  });

  it('keeps its days until the first day of the zone has come there', async () => {
    expect(await takeAfterMove('Pacific/Honolulu', TODAY)).toEqual([]);
  });

  it('has the zone that was told last for a day', async () => {
    const klass = await aClass(attendance);
    const { tenantId, schoolId } = klass;
    for (const timeZone of ['Pacific/Honolulu', 'Europe/London']) {
      const payload = { schoolId, timeZone, effectiveFrom: YESTERDAY };
      await attendance.bus.publish([anEvent('school.time_zone_changed', tenantId, schoolId, payload)]);
    }
    expect((await submit(attendance, klass)).payload.userErrors).toEqual([]);
  });
});
