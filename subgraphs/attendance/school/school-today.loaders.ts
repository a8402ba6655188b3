import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { civilDate, type Clock } from '../../../kernel/clock';
import { loadOnes } from '../../../kernel/graphql/load-groups';
import type { SchoolAttendanceToday } from '../mappers';
import { isHeld } from '../summary/held';
import { summarise, type Tally } from '../summary/summarise';
import type { SchoolFacts } from './school.loaders';
import { canSeeFigures } from './school.policy';

interface RollUp {
  schoolId: string;
  expected: number;
  outstanding: number;
  tally: Tally;
}

interface Sources {
  db: DataSource;
  clock: Clock;
  schoolById: DataLoader<string, SchoolFacts | null>;
}

const ROLL_UP = `
  WITH register AS (
    SELECT asked.school_id, session.id, session.expected_count, session.submitted_at
    FROM unnest($1::text[], $2::date[]) AS asked (school_id, today)
    JOIN attendance_sessions session
      ON session.school_id = asked.school_id AND session.school_date = asked.today
    WHERE session.tenant_id = $3 AND ${isHeld('session', '$4::timestamptz')}
  ), mark AS (
    SELECT register.school_id, record.category, count(*) AS total
    FROM register JOIN attendance_records record ON record.session_id = register.id
    GROUP BY register.school_id, record.category
  )
  SELECT register.school_id AS "schoolId", sum(register.expected_count)::int AS expected,
    count(*) FILTER (WHERE register.submitted_at IS NULL)::int AS outstanding,
    (SELECT coalesce(jsonb_object_agg(mark.category, mark.total), '{}') FROM mark
     WHERE mark.school_id = register.school_id) AS tally
  FROM register GROUP BY register.school_id`;

/** Attendance of schools on their present day; null for those whose figures the viewer may not see. */
export const schoolTodayLoaders = (viewer: Viewer | null, { db, clock, schoolById }: Sources) => ({
  todayBySchool: loadOnes<string, SchoolAttendanceToday>(
    async (schoolIds) => {
      const allowed = schoolIds.filter((id) => canSeeFigures(viewer, id));
      const asOf = clock.now();
      const days = (await Promise.all(allowed.map((id) => schoolById.load(id)))).flatMap((school) =>
        school?.timeZone ? [{ schoolId: school.id, date: civilDate(asOf, school.timeZone) }] : [],
      );
      if (days.length === 0) return [];
      const schools = days.map(({ schoolId }) => schoolId);
      const dates = days.map(({ date }) => date);
      const rows = await db.query<RollUp[]>(ROLL_UP, [schools, dates, viewer?.tenantId, asOf]);
      const bySchool = new Map(rows.map((row) => [row.schoolId, row]));
      return days.map(({ schoolId, date }) => todayOf(schoolId, date, asOf, bySchool.get(schoolId)));
    },
    ({ schoolId }) => schoolId,
  ),
});

function todayOf(schoolId: string, date: string, asOf: Date, rollUp?: RollUp): SchoolAttendanceToday {
  return {
    schoolId,
    date,
    asOf,
    summary: summarise(rollUp?.expected ?? 0, rollUp?.tally ?? {}),
    registersOutstanding: rollUp?.outstanding ?? 0,
  };
}
