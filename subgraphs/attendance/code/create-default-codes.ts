import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { AttendanceCode } from './attendance-code.entity';

type CodeFacts = Pick<AttendanceCode, 'code' | 'label' | 'category'>;

/** What a school starts with; it may rename, add and retire. */
export const DEFAULT_CODES: readonly CodeFacts[] = [
  { code: 'P', label: 'Present', category: 'PRESENT' },
  { code: 'L', label: 'Late', category: 'TARDY' },
  { code: 'E', label: 'Excused', category: 'EXCUSED_ABSENCE' },
  { code: 'A', label: 'Absent', category: 'UNEXCUSED_ABSENCE' },
  { code: 'R', label: 'Present off site', category: 'PRESENT_OFFSITE' },
  { code: 'D', label: 'Left early', category: 'EARLY_DEPARTURE' },
  { code: 'H', label: 'Part of the lesson', category: 'PARTIAL' },
  { code: 'N', label: 'Not expected', category: 'NOT_EXPECTED' },
];

/**
 * Gives a school the codes to begin with. Those it already has stay as they are.
 * @returns the school's codes in its order
 */
export async function createDefaultCodes(
  tx: EntityManager,
  tenantId: string,
  schoolId: string,
): Promise<AttendanceCode[]> {
  const codes = DEFAULT_CODES.map((facts, i) => ({
    ...facts,
    id: newId('atc'),
    tenantId,
    schoolId,
    sequence: i + 1,
    isActive: true,
  }));
  await tx.createQueryBuilder().insert().into(AttendanceCode).values(codes).orIgnore().execute();
  return tx.find(AttendanceCode, { where: { tenantId, schoolId }, order: { sequence: 'ASC', id: 'ASC' } });
}
