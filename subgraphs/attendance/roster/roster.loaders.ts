import type { DataSource } from 'typeorm';
import { schoolsWith, STAFF_ROLES, type Viewer } from '../../../kernel/auth/viewer';
import { loadById, type Restriction } from '../../../kernel/graphql/load-by-id';
import { loadGroups, loadOnes } from '../../../kernel/graphql/load-groups';
import { isExpectedOn } from './expected';
import { SectionTeacher } from './section-teacher.entity';
import { Section } from './section.entity';

/** Somebody whom a register expects. */
export interface ExpectedStudent {
  sessionId: string;
  studentId: string;
}

export const rosterLoaders = (db: DataSource, viewer: Viewer | null) => ({
  /** Sections of the schools the viewer works at. */
  sectionById: loadById(db, Section, viewer && restrictToStaff(viewer)),

  /** The viewer's own place among a section's teachers; null where they do not teach it. */
  ownTeaching: loadOnes<string, SectionTeacher>(
    (sectionIds) =>
      viewer?.staffId
        ? db
            .getRepository(SectionTeacher)
            .createQueryBuilder('row')
            .where({ tenantId: viewer.tenantId, staffId: viewer.staffId })
            .andWhere('row.sectionId = ANY(:sectionIds)', { sectionIds })
            .getMany()
        : Promise.resolve([]),
    ({ sectionId }) => sectionId,
  ),

  /** Whom a register expects, by student id. For those who may take the register: check before loading. */
  expectedBySession: loadGroups<string, ExpectedStudent>(
    (sessionIds) =>
      db.query<ExpectedStudent[]>(
        `SELECT DISTINCT session.id AS "sessionId", entry.student_id AS "studentId"
         FROM attendance_sessions session
         JOIN roster_entries entry ON entry.section_id = session.section_id
           AND ${isExpectedOn('entry', 'session.school_date')}
         WHERE session.id = ANY($1) AND session.tenant_id = $2
         ORDER BY "sessionId", "studentId"`,
        [sessionIds, viewer?.tenantId],
      ),
    ({ sessionId }) => sessionId,
  ),
});

function restrictToStaff(viewer: Viewer): Restriction<Section> {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...STAFF_ROLES);
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId })
      .andWhere('(:isEverywhere OR row.schoolId = ANY(:schoolIds))', { isEverywhere, schoolIds });
}
