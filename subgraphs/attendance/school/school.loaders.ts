import type { DataSource } from 'typeorm';
import { isMember, type Viewer } from '../../../kernel/auth/viewer';
import type { Clock } from '../../../kernel/clock';
import { loadOnes } from '../../../kernel/graphql/load-groups';

/** What this service knows of a school. */
export interface SchoolFacts {
  id: string;
  /** Null until the school has a section. */
  timeZone: string | null;
}

export const schoolLoaders = (viewer: Viewer | null, { db, clock }: { db: DataSource; clock: Clock }) => ({
  /** Schools the viewer belongs to and this service has heard of: by a section, or by codes. */
  schoolById: loadOnes<string, SchoolFacts>(
    (ids) => {
      const own = viewer ? ids.filter((id) => isMember(viewer, id)) : [];
      if (own.length === 0) return Promise.resolve([]);
      return db.query<SchoolFacts[]>(
        `SELECT asked.id, school_zone(asked.id, $3, section.time_zone) AS "timeZone"
         FROM unnest($1::text[]) AS asked (id)
         LEFT JOIN LATERAL (
           SELECT time_zone FROM sections WHERE school_id = asked.id AND tenant_id = $2 ORDER BY id DESC LIMIT 1
         ) section ON true
         WHERE section.time_zone IS NOT NULL
           OR EXISTS (SELECT FROM attendance_codes WHERE school_id = asked.id AND tenant_id = $2)`,
        [own, viewer?.tenantId, clock.now()],
      );
    },
    ({ id }) => id,
  ),
});
