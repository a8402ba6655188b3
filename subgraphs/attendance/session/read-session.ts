import { requireViewer } from '../../../kernel/auth/viewer';
import { forbidden } from '../../../kernel/errors';
import type { AttendanceContext } from '../context';
import type { RegisterEntry } from '../mappers';
import type { AttendanceSession } from './attendance-session.entity';
import { canTakeRegister } from './session.policy';

type ReadContext = Pick<AttendanceContext, 'viewer' | 'loaders'>;

/** Whether the caller may take this register. At most one statement for any number of registers. */
export async function mayTake(
  { viewer, loaders }: ReadContext,
  session: AttendanceSession,
): Promise<boolean> {
  const asker = requireViewer(viewer);
  const teaches = (await loaders.ownTeaching.load(session.sectionId)) !== null;
  return canTakeRegister(asker, session, teaches);
}

/**
 * A register for somebody about to take it; null where it is hidden from the caller.
 * @throws Fault FORBIDDEN where the caller may see that it exists, but not take it
 */
export async function readSession(context: ReadContext, id: string): Promise<AttendanceSession | null> {
  requireViewer(context.viewer);
  const session = await context.loaders.sessionById.load(id);
  if (session && !(await mayTake(context, session))) throw notTheirs();
  return session;
}

/**
 * Everybody a register expects, with the mark where there is one, by student id.
 * @throws Fault FORBIDDEN where the caller may not take the register
 */
export async function readRegister(
  context: ReadContext,
  session: AttendanceSession,
): Promise<RegisterEntry[]> {
  if (!(await mayTake(context, session))) throw notTheirs();
  const [students, records] = await Promise.all([
    context.loaders.expectedBySession.load(session.id),
    context.loaders.recordsBySession.load(session.id),
  ]);
  const byStudent = new Map(records.map((record) => [record.studentId, record]));
  return students.map(({ studentId }) => ({
    student: { id: studentId },
    record: byStudent.get(studentId) ?? null,
  }));
}

function notTheirs() {
  return forbidden('Only teachers of the section and the school’s office read a whole register.');
}
