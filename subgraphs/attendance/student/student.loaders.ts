import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import type { Clock } from '../../../kernel/clock';
import { loadOnes } from '../../../kernel/graphql/load-groups';
import { markRights } from '../record/record.policy';
import { isExpectedOn } from '../roster/expected';
import type { AttendanceCategory, AttendanceSummary } from '../schema.generated';
import { isHeld } from '../summary/held';
import { summarise, type Tally } from '../summary/summarise';

/** Where a student is: the school of the newest place in a section, among the sections the viewer may ask about. */
export interface Placement {
  studentId: string;
  timeZone: string;
}

/** What to sum up. Both ends belong to the range. */
export interface StudentRange {
  studentId: string;
  start: string;
  end: string;
}

interface CountRow {
  /** 1-based place among those asked. */
  position: number;
  /** Null for registers that say nothing of the student yet. */
  category: AttendanceCategory | null;
  total: number;
}

/**
 * SQL: own students wherever they are; others at the schools where the viewer deals with all absences, or in the
 * sections that the viewer teaches. $1 to $6 as in {@link rightsOf}.
 */
const isVisible = (student: string, { school, section }: { school: string; section: string }) =>
  `(${student} = ANY($2::text[]) OR $3::boolean OR ${school} = ANY($4::text[])
    OR (${school} = ANY($5::text[]) AND EXISTS (
      SELECT FROM section_teachers teacher WHERE teacher.section_id = ${section} AND teacher.staff_id = $6::text)))`;

function rightsOf(viewer: Viewer): unknown[] {
  const { ownStudents, isEverywhere, schoolIds, teachingSchools, staffId } = markRights(viewer);
  return [viewer.tenantId, ownStudents, isEverywhere, schoolIds, teachingSchools, staffId];
}

const PLACEMENTS = `
  SELECT DISTINCT ON (entry.student_id) entry.student_id AS "studentId",
    school_zone(section.school_id, $8::timestamptz, section.time_zone) AS "timeZone"
  FROM roster_entries entry JOIN sections section ON section.id = entry.section_id
  WHERE entry.tenant_id = $1 AND entry.student_id = ANY($7::text[])
    AND ${isVisible('entry.student_id', { school: 'section.school_id', section: 'section.id' })}
  ORDER BY entry.student_id, entry.begin_date DESC, entry.enrollment_id DESC`;

const COUNTS = `
  SELECT asked.position::int, record.category, count(*)::int AS total
  FROM unnest($7::text[], $8::date[], $9::date[]) WITH ORDINALITY AS asked (student_id, first_day, last_day, position)
  JOIN LATERAL (
    SELECT DISTINCT session.id
    FROM roster_entries entry JOIN attendance_sessions session ON session.section_id = entry.section_id
    WHERE entry.student_id = asked.student_id AND session.tenant_id = $1
      AND session.school_date BETWEEN asked.first_day AND asked.last_day
      AND ${isExpectedOn('entry', 'session.school_date')} AND ${isHeld('session', '$10::timestamptz')}
      AND ${isVisible('entry.student_id', { school: 'session.school_id', section: 'session.section_id' })}
  ) register ON true
  LEFT JOIN attendance_records record ON record.session_id = register.id AND record.student_id = asked.student_id
  GROUP BY asked.position, record.category`;

export const studentLoaders = (viewer: Viewer | null, { db, clock }: { db: DataSource; clock: Clock }) => ({
  /** Null for students who are on no roster that the viewer may know of. */
  placementByStudent: loadOnes<string, Placement>(
    (studentIds) =>
      viewer
        ? db.query<Placement[]>(PLACEMENTS, [...rightsOf(viewer), studentIds, clock.now()])
        : Promise.resolve([]),
    ({ studentId }) => studentId,
  ),

  /** Summaries over the registers that the viewer may know of; one statement, whatever the ranges. */
  summaryByStudentRange: new DataLoader<StudentRange, AttendanceSummary, string>(
    async (ranges) => {
      const columns = [ranges.map((r) => r.studentId), ranges.map((r) => r.start), ranges.map((r) => r.end)];
      const parameters = viewer && [...rightsOf(viewer), ...columns, clock.now()];
      const rows = parameters ? await db.query<CountRow[]>(COUNTS, parameters) : [];
      return ranges.map((_, i) => summaryOf(rows.filter(({ position }) => position === i + 1)));
    },
    { cacheKeyFn: ({ studentId, start, end }) => `${start} ${end} ${studentId}` },
  ),
});

function summaryOf(rows: readonly CountRow[]): AttendanceSummary {
  const tally: Tally = {};
  for (const { category, total } of rows) if (category) tally[category] = total;
  const expected = rows.reduce((sum, { total }) => sum + total, 0);
  return summarise(expected, tally);
}
