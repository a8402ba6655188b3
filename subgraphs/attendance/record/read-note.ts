import type { AttendanceContext } from '../context';
import { mayTake } from '../session/read-session';
import type { AttendanceRecord } from './attendance-record.entity';

/** What the teacher wrote beside a mark; null for everybody but those who may take the register. */
export async function readNote(
  context: Pick<AttendanceContext, 'viewer' | 'loaders'>,
  { sessionId, note }: AttendanceRecord,
): Promise<string | null> {
  if (note === null) return null;
  const session = await context.loaders.sessionById.load(sessionId);
  return session && (await mayTake(context, session)) ? note : null;
}
