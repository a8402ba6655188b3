import type { DataSource } from 'typeorm';
import { lockSchool } from '../school/lock-school';
import { School } from '../school/school.entity';
import { AcademicSession } from './academic-session.entity';
import { daysAround, tellCalendar } from './tell-calendar';

/** Tells the whole calendar of every school of a tenant once more. @returns how many schools have one */
export async function tellCalendarsAgain(db: DataSource, tenantId: string, now: Date): Promise<number> {
  const schools = await db.manager.find(School, { where: { tenantId }, select: { id: true } });
  let told = 0;
  for (const { id } of schools) {
    await db.transaction(async (tx) => {
      const school = await lockSchool(tx, { id, tenantId });
      const years = await tx.findBy(AcademicSession, { schoolId: id, tenantId, type: 'SCHOOL_YEAR' });
      const days = daysAround(years.map(({ startDate, endDate }) => ({ start: startDate, end: endDate })));
      if (!days) return;
      await tellCalendar(tx, school, days, now);
      told++;
    });
  }
  return told;
}
