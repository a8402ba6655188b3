import type { EntityManager } from 'typeorm';
import type { Role, ViewerClaims } from '../../../kernel/auth/viewer';
import { Staff } from '../staff/staff.entity';
import { Student } from '../student/student.entity';
import type { User } from '../user/user.entity';

type Ward = NonNullable<ViewerClaims['wards']>[number];

/** What a token says about a person, and until when that is so. */
export interface DatedClaims {
  claims: ViewerClaims;
  /** The first midnight at which one of the roles or links is over; null where none ends. */
  endsAt: Date | null;
}

/**
 * What is so of a person at an instant: roles, and wards with the switches of each link. Other services decide from these
 * claims alone, without asking this one. A role begins and ends with the civil days of each school that it reaches; in an
 * organisation above several zones it holds for the organisation itself while it does in all of them.
 */
export async function viewerClaims(
  db: EntityManager,
  { id: userId, tenantId }: Pick<User, 'id' | 'tenantId'>,
  now: Date,
): Promise<DatedClaims> {
  const parameters = [userId, now, tenantId];
  const roles = await db.query<RoleInSchool[]>(ROLES, parameters);
  const wards = await db.query<DatedWard[]>(WARDS, parameters);
  const student = await db.findOneBy(Student, { userId });
  const staff = await db.findOne(Staff, { where: { userId }, order: { id: 'ASC' } });
  const ends = [...roles, ...wards].flatMap(({ holds, endsAt }) =>
    holds && endsAt ? [endsAt.getTime()] : [],
  );
  return {
    claims: {
      sub: userId,
      tenant: tenantId,
      roles: roleClaims(roles, tenantId),
      student: student?.id,
      staff: staff?.id,
      wards: wards.filter(({ holds }) => holds).map(({ holds: _holds, endsAt: _endsAt, ...ward }) => ward),
    },
    endsAt: ends.length > 0 ? new Date(Math.min(...ends)) : null,
  };
}

/** The schools of the tenant $3, with the zone that each is in at $2 and the day that it is there. */
const SCHOOL_DAYS = `
  school_days AS (
    SELECT schools.id, schools.parent_id, zone, ($2::timestamptz AT TIME ZONE zone)::date AS today
    FROM schools CROSS JOIN LATERAL (
      SELECT coalesce((
        SELECT z.time_zone FROM school_time_zones AS z
        WHERE z.school_id = schools.id AND z.effective_from <= ($2::timestamptz AT TIME ZONE z.time_zone)::date
        ORDER BY z.effective_from DESC LIMIT 1
      ), schools.time_zone) AS zone
    ) AS zones
    WHERE schools.tenant_id = $3
  )`;

/** A role in one of the schools that it reaches; in none where its organisation has no school. */
interface RoleInSchool {
  assignment: string;
  org: string;
  role: Role;
  school: string | null;
  holds: boolean;
  endsAt: Date | null;
}

/** The roles of the person $1. */
const ROLES = `
     WITH RECURSIVE ${SCHOOL_DAYS},
     held AS (SELECT * FROM role_assignments WHERE user_id = $1),
     below AS (
       SELECT DISTINCT org_id AS top, org_id COLLATE "C" AS id FROM held
       UNION SELECT below.top, unit.id FROM below JOIN organization_units AS unit ON unit.parent_id = below.id
     ),
     reached AS (
       SELECT below.top, school_days.* FROM below
       JOIN school_days ON school_days.parent_id = below.id OR school_days.id = below.top
     )
     SELECT held.id AS assignment, held.org_id AS org, held.role, reached.id AS school,
       held.begin_date <= day.today AND (held.end_date IS NULL OR held.end_date > day.today) AS holds,
       held.end_date::timestamp AT TIME ZONE day.zone AS "endsAt"
     FROM held LEFT JOIN reached ON reached.top = held.org_id
     CROSS JOIN LATERAL (
       SELECT coalesce(reached.zone, 'UTC') AS zone,
         coalesce(reached.today, ($2::timestamptz AT TIME ZONE 'UTC')::date) AS today
     ) AS day
     ORDER BY held.id, reached.id`;

/** Roles below the tenant reach every school below them; those of the tenant itself say so by themselves. */
function roleClaims(roles: readonly RoleInSchool[], tenantId: string): ViewerClaims['roles'] {
  const isPartial = new Set(roles.filter(({ holds }) => !holds).map(({ assignment }) => assignment));
  const claimed = roles.flatMap(({ assignment, org, role, school, holds }) => {
    const inSchool = holds && school && org !== tenantId ? [{ org: school, role }] : [];
    return isPartial.has(assignment) ? inSchool : [{ org, role }, ...inSchool];
  });
  return [...new Map(claimed.map((claim) => [`${claim.org} ${claim.role}`, claim])).values()];
}

interface DatedWard extends Ward {
  holds: boolean;
  endsAt: Date | null;
}

/** The links of the guardian $1. */
const WARDS = `
  WITH ${SCHOOL_DAYS}
  SELECT link.student_id AS student, students.school_id AS school, link.can_see_attendance AS attendance,
    link.can_see_grades AS grades, link.can_see_finance AS finance, link.can_report_absence AS "reportAbsence",
    link.valid_from <= day.today AND (link.valid_to IS NULL OR link.valid_to > day.today) AS holds,
    link.valid_to::timestamp AT TIME ZONE day.zone AS "endsAt"
  FROM guardian_links AS link
  JOIN students ON students.id = link.student_id
  JOIN school_days AS day ON day.id = students.school_id
  WHERE link.guardian_user_id = $1 ORDER BY link.id`;
