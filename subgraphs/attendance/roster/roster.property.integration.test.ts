import fc from 'fast-check';
import {
  aMeeting,
  anEvent,
  enrolment,
  fixedClock,
  someStudents,
} from '../../../tests/support/attendance-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import type { AnyEvent } from '../../../kernel/events/bus';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;
beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock });
});
afterAll(() => attendance.stop());

const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23'];
const ZONES = ['Africa/Nairobi', 'Europe/London', 'Pacific/Honolulu'];
const day = fc.constantFrom(...DAYS);

/** What happens to a class after it was made: it gets meetings, and students for some time. */
const change = fc.oneof(
  fc.record({ meet: day }),
  fc.record({ begin: day, end: fc.option(day), students: fc.integer({ min: 1, max: 3 }) }),
);
/** What happens to a school: days in session or not, and moves to other zones. */
const decision = fc.oneof(
  fc.record({ date: day, isInSession: fc.boolean() }),
  fc.record({ from: day, timeZone: fc.constantFrom(...ZONES) }),
);
const story = fc.record({
  classes: fc.array(fc.array(change, { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  decisions: fc.array(decision, { maxLength: 6 }),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** The events of a story, each thing's in their order. */
function tell({ classes, decisions }: Story, tenantId: string): AnyEvent[][] {
  const schoolId = newId(ID_PREFIXES.School);
  const calendar = decisions.map((made) =>
    'date' in made
      ? anEvent('calendar.changed', tenantId, schoolId, { schoolId, days: [made] })
      : anEvent('school.time_zone_changed', tenantId, schoolId, {
          ...{ schoolId, timeZone: made.timeZone, effectiveFrom: made.from },
        }),
  );
  return [calendar, ...classes.map((changes) => tellClass(changes, tenantId, schoolId))];
}

function tellClass(changes: Story['classes'][number], tenantId: string, schoolId: string): AnyEvent[] {
  const sectionId = newId(ID_PREFIXES.ClassSection);
  const facts = { title: '9A Maths', courseTitle: 'Mathematics', gradeLevel: '9', timeZone: ZONES[0]! };
  const teacherIds = [newId(ID_PREFIXES.Staff)];
  const created = anEvent('section.created', tenantId, sectionId, {
    ...{ ...facts, sectionId, schoolId, teacherIds },
  });
  const later = changes.map((what) => {
    if ('meet' in what)
      return anEvent('meetings.scheduled', tenantId, sectionId, {
        ...{ sectionId, meetings: [aMeeting(what.meet)] },
      });
    const endDate = what.end !== null && what.end > what.begin ? what.end : null;
    return enrolment(tenantId, sectionId, someStudents(what.students), { beginDate: what.begin, endDate });
  });
  return [created, ...later];
}

/** What attendance knows of a tenant from events. */
async function copiesOf(tenantId: string): Promise<unknown[]> {
  const read = (sql: string) => attendance.services.db.query<unknown[]>(sql, [tenantId]);
  return Promise.all([
    read('SELECT id, school_id, title, time_zone FROM sections WHERE tenant_id = $1 ORDER BY id'),
    read('SELECT section_id, staff_id FROM section_teachers WHERE tenant_id = $1 ORDER BY 1, 2'),
    read('SELECT * FROM roster_entries WHERE tenant_id = $1 ORDER BY enrollment_id'),
    read(
      'SELECT meeting_id, section_id, school_date, expected_count FROM attendance_sessions WHERE tenant_id = $1 ORDER BY 1',
    ),
    read('SELECT * FROM school_days WHERE tenant_id = $1 ORDER BY school_id, date'),
    read('SELECT * FROM school_time_zones WHERE tenant_id = $1 ORDER BY school_id, effective_from'),
  ]);
}

const forget = (tenantId: string) =>
  attendance.services.db.query(
    [
      'attendance_sessions',
      'roster_entries',
      'section_teachers',
      'sections',
      'school_days',
      'school_time_zones',
    ]
      .map((table) => `DELETE FROM ${table} WHERE tenant_id = '${tenantId}'`)
      .concat("DELETE FROM inbox_events WHERE consumer = 'attendance'")
      .join('; '),
  );

it('comes to the same, in whatever order things of which each is told in order are told, and be it twice', async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.infiniteStream(fc.nat()), async (told, choices) => {
      const tenantId = newId('org');
      const things = tell(told, tenantId);
      await attendance.bus.publish(things.flat());
      const inOrder = await copiesOf(tenantId);
      await forget(tenantId);

      const left = things.map((events) => [...events]);
      const gone: AnyEvent[] = [];
      const choose = (count: number) => choices.next().value! % count;
      while (left.some((events) => events.length > 0)) {
        const open = left.filter((events) => events.length > 0);
        const next = open[choose(open.length)]!.shift()!;
        gone.push(next);
        await attendance.bus.publish([next]);
        if (choose(3) === 0) await attendance.bus.publish([gone[choose(gone.length)]!]);
      }
      expect(await copiesOf(tenantId)).toEqual(inOrder);
    }),
    { numRuns: 60 },
  );
});
