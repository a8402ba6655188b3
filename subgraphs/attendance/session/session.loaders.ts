import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadOnes } from '../../../kernel/graphql/load-groups';
import { AttendanceSession } from './attendance-session.entity';
import { restrictToVisibleSessions } from './session.policy';

export const sessionLoaders = (db: DataSource, viewer: Viewer | null) => ({
  sessionById: loadById(db, AttendanceSession, viewer && restrictToVisibleSessions(viewer)),

  /** The register of a class meeting. */
  sessionByMeeting: loadOnes<string, AttendanceSession>(
    (meetingIds) => {
      if (!viewer) return Promise.resolve([]);
      const query = db
        .getRepository(AttendanceSession)
        .createQueryBuilder('row')
        .where('row.meetingId = ANY(:meetingIds)', { meetingIds });
      restrictToVisibleSessions(viewer)(query);
      return query.getMany();
    },
    ({ meetingId }) => meetingId,
  ),
});
