import DataLoader from 'dataloader';
import { In, type DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { AcademicSession } from './academic-session.entity';
import { CalendarDay } from './calendar-day.entity';
import { restrictToOwnSessions } from './calendar.policy';
import { Period } from './period.entity';

/** A day of a school. */
export interface DayKey {
  schoolId: string;
  date: string;
}

/** What schools publish about their days; whoever may see the school may see them. */
export const calendarLoaders = (db: DataSource, viewer: Viewer | null) => {
  const tenantId = viewer?.tenantId ?? '';
  return {
    academicSessionById: loadById(db, AcademicSession, viewer && restrictToOwnSessions(viewer)),
    sessionsBySchool: loadGroups<string, AcademicSession>(
      (schoolIds) =>
        db.getRepository(AcademicSession).find({
          where: { schoolId: In([...schoolIds]), tenantId },
          order: { startDate: 'ASC', id: 'ASC' },
        }),
      ({ schoolId }) => schoolId,
    ),
    periodsBySchool: loadGroups<string, Period>(
      (schoolIds) =>
        db.getRepository(Period).find({
          where: { schoolId: In([...schoolIds]), tenantId },
          order: { sequence: 'ASC' },
        }),
      ({ schoolId }) => schoolId,
    ),
    /** The days that differ from the usual week; null for the others. */
    storedDay: new DataLoader<DayKey, CalendarDay | null, string>(
      async (keys) => {
        const rows = await db
          .getRepository(CalendarDay)
          .createQueryBuilder('day')
          .where('day.tenantId = :tenantId', { tenantId })
          .andWhere(
            '(day.schoolId, day.date) IN (SELECT * FROM unnest(:schoolIds::text[], :dates::date[]))',
            {
              schoolIds: keys.map(({ schoolId }) => schoolId),
              dates: keys.map(({ date }) => date),
            },
          )
          .getMany();
        const byKey = new Map(rows.map((row) => [dayKey(row), row]));
        return keys.map((key) => byKey.get(dayKey(key)) ?? null);
      },
      { cacheKeyFn: dayKey },
    ),
  };
};

function dayKey({ schoolId, date }: DayKey): string {
  return `${schoolId} ${date}`;
}
