import DataLoader from 'dataloader';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { AttendanceSession } from '../session/attendance-session.entity';
import { AttendanceRecord } from './attendance-record.entity';
import { restrictToVisibleRecords } from './record.policy';

/** A student's day. */
export interface StudentDay {
  studentId: string;
  /** Civil date. */
  date: string;
}

const dayKey = (studentId: string, date: string) => `${studentId} ${date}`;

export const recordLoaders = (db: DataSource, viewer: Viewer | null) => {
  const visible = async (narrow: (query: SelectQueryBuilder<AttendanceRecord>) => void) => {
    if (!viewer) return [];
    const query = db.getRepository(AttendanceRecord).createQueryBuilder('row');
    restrictToVisibleRecords(viewer)(query);
    narrow(query);
    return query.addOrderBy('row.id').getMany();
  };

  return {
    recordById: loadById(db, AttendanceRecord, viewer && restrictToVisibleRecords(viewer)),

    /** A register's marks, as far as the viewer may see them. */
    recordsBySession: loadGroups<string, AttendanceRecord>(
      (sessionIds) => visible((query) => query.andWhere('row.sessionId = ANY(:sessionIds)', { sessionIds })),
      ({ sessionId }) => sessionId,
    ),

    /** A student's marks of a day, in the order of the meetings. */
    recordsByStudentDay: new DataLoader<StudentDay, AttendanceRecord[], string>(
      async (days) => {
        const [students, dates] = [days.map(({ studentId }) => studentId), days.map(({ date }) => date)];
        const rows = await visible((query) =>
          query
            .innerJoin(AttendanceSession, 'session', 'session.id = row.sessionId')
            .andWhere(
              `(row.studentId, row.schoolDate) IN (SELECT * FROM unnest(:students::text[], :dates::date[]))`,
              { students, dates },
            )
            .orderBy('session.startsAt'),
        );
        const groups = new Map<string, AttendanceRecord[]>();
        for (const row of rows) {
          const key = dayKey(row.studentId, row.schoolDate);
          groups.set(key, [...(groups.get(key) ?? []), row]);
        }
        return days.map(({ studentId, date }) => groups.get(dayKey(studentId, date)) ?? []);
      },
      { cacheKeyFn: ({ studentId, date }) => dayKey(studentId, date) },
    ),
  };
};
