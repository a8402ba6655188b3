import { requireViewer } from '../../../kernel/auth/viewer';
import { notFound } from '../../../kernel/errors';
import type { AttendanceContext } from '../context';
import { AttendanceCode } from './attendance-code.entity';

/**
 * The codes in use at a school, in its order. For everybody who belongs to the school.
 * @throws Fault NOT_FOUND for a school the caller does not belong to
 */
export async function listCodes(
  { db, viewer, loaders }: Pick<AttendanceContext, 'db' | 'viewer' | 'loaders'>,
  schoolId: string,
): Promise<AttendanceCode[]> {
  const { tenantId } = requireViewer(viewer);
  const school = await loaders.schoolById.load(schoolId);
  if (!school) throw notFound('School', schoolId);
  return db
    .getRepository(AttendanceCode)
    .find({ where: { tenantId, schoolId, isActive: true }, order: { sequence: 'ASC', id: 'ASC' } });
}
