import type { EntityManager } from 'typeorm';
import { STAFF_ROLES } from '../../../kernel/auth/viewer';
import type { Tie } from './user.policy';

export interface TieOfUser extends Tie {
  userId: string;
}

/** Roles by which somebody works, in a school or above. */
const WORKING = [...STAFF_ROLES, 'DISTRICT_ADMINISTRATOR', 'SYSTEM_ADMINISTRATOR'];

/** What ties people to organisations, by roles, enrolments and wards that have not ended. */
export function readTies(db: EntityManager, userIds: readonly string[], now: Date): Promise<TieOfUser[]> {
  return db.query<TieOfUser[]>(
    `WITH roles AS (
       SELECT user_id, org_id, CASE WHEN role = ANY($3) THEN 'STAFF' WHEN role = 'STUDENT' THEN 'STUDENT' ELSE 'GUARDIAN' END AS tie
       FROM role_assignments WHERE user_id = ANY($1)
         AND coalesce(end_date > coalesce(school_today(org_id, $2), ($2::timestamptz AT TIME ZONE 'UTC')::date), true))
     SELECT user_id AS "userId", org_id AS "orgId", tie AS "as" FROM roles
     UNION SELECT user_id, school_id, 'STUDENT' FROM students WHERE user_id = ANY($1)
     UNION SELECT students.user_id, stay.school_id, 'STUDENT'
       FROM students JOIN school_enrollments stay ON stay.student_id = students.id AND stay.exit_date IS NULL
       WHERE students.user_id = ANY($1)
     UNION SELECT link.guardian_user_id, students.school_id, 'GUARDIAN'
       FROM guardian_links link JOIN students ON students.id = link.student_id
       WHERE link.guardian_user_id = ANY($1)
         AND coalesce(link.valid_to > school_today(students.school_id, $2), true)
     ORDER BY 1, 2, 3`,
    [userIds, now, WORKING],
  );
}
