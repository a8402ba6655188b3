import { filterMap } from '../../../kernel/async-iterator';
import type { EventName } from '../../../schema/events';
import type { AnyEvent, EventEnvelope } from '../../../kernel/events/bus';
import { createUsersLoaders, type UsersContext } from '../context';
import type { RosterChange } from '../mappers';
import type { RosterChangeKind } from '../schema.generated';
import { visitSchool } from '../school/require-school';
import { canListStudents, seesWholeSchool } from './student.policy';

const KINDS = {
  'student.enrolled': 'STUDENT_ENTERED',
  'student.withdrawn': 'STUDENT_LEFT',
  'student.changed': 'STUDENT_CHANGED',
} as const satisfies Partial<Record<EventName, RosterChangeKind>>;

/** Many changes at once, told as one beside them. */
const REPLACED = 'roster.imported';

type RosterEvent = Extract<AnyEvent, { name: keyof typeof KINDS }>;

/**
 * Each change of a school's roster, from now on; teachers hear of the students they may see at that moment.
 * @throws Fault NOT_FOUND for a school the caller does not belong to; FORBIDDEN where they do not work there
 */
export async function watchRoster(
  context: Pick<UsersContext, 'db' | 'clock' | 'bus' | 'viewer' | 'loaders'>,
  schoolId: string,
): Promise<AsyncIterableIterator<{ rosterChanged: RosterChange }>> {
  const { viewer } = await visitSchool(context, schoolId, canListStudents);
  const names = Object.keys(KINDS) as (keyof typeof KINDS)[];
  return filterMap(context.bus.subscribe([...names, REPLACED]), async (event) => {
    if (event.tenantId !== viewer.tenantId) return;
    if (event.name === REPLACED && event.payload.schoolId === schoolId) return replaced(context, event);
    if (!isRosterEvent(event) || event.payload.schoolId !== schoolId) return;
    const { studentId } = event.payload;
    if (!(await maySee(context, schoolId, studentId))) return;
    return { rosterChanged: { kind: KINDS[event.name], studentId, schoolId, at: event.occurredAt } };
  });
}

function isRosterEvent(event: AnyEvent): event is RosterEvent {
  return event.name in KINDS;
}

/** That there is a new roster says nothing of anybody: whoever may list it may know. */
function replaced(
  { viewer }: Pick<UsersContext, 'viewer'>,
  { payload: { schoolId }, occurredAt: at }: EventEnvelope<typeof REPLACED>,
): { rosterChanged: RosterChange } | undefined {
  if (!viewer || !canListStudents(viewer, schoolId)) return undefined;
  return { rosterChanged: { kind: 'ROSTER_REPLACED', studentId: null, schoolId, at } };
}

/** Asked anew for each event: who is taught by whom changes while somebody watches. */
async function maySee(
  context: Pick<UsersContext, 'db' | 'clock' | 'viewer'>,
  schoolId: string,
  studentId: string,
): Promise<boolean> {
  const { viewer } = context;
  if (!viewer || !canListStudents(viewer, schoolId)) return false;
  if (seesWholeSchool(viewer, schoolId)) return true;
  return (await createUsersLoaders(context, viewer).studentById.load(studentId)) !== null;
}
