import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadChildPages } from '../../../kernel/graphql/child-pages';
import type { Keyset } from '../../../kernel/graphql/pagination';
import { restrictTo } from '../access/viewer-parameters';
import { perArgument } from '../loading/per-argument';
import { Enrollment } from './enrollment.entity';
import { belongsOn, enrollmentIsVisible, enrollmentIsVisibleToTeachers } from './enrollment.policy';

const NEWEST_FIRST: Keyset<Enrollment> = { by: ['beginDate', 'id'], direction: 'DESC' };
/** Ids sort by the moment they were made. */
const IN_ORDER: Keyset<Enrollment> = { by: ['id'], direction: 'ASC' };

export const enrollmentLoaders = (db: DataSource, viewer: Viewer | null) => ({
  enrollmentById: loadById(db, Enrollment, restrictTo(viewer, enrollmentIsVisibleToTeachers)),
  /** Pages of a student's places in sections. */
  enrollmentsByStudent: loadChildPages(db, Enrollment, {
    parent: 'studentId',
    keyset: NEWEST_FIRST,
    restrict: restrictTo(viewer, enrollmentIsVisible),
  }),
  /** Pages of the students who belong to a section on a day. */
  rosterOn: perArgument((day: string) =>
    loadChildPages(db, Enrollment, {
      parent: 'sectionId',
      keyset: IN_ORDER,
      restrict: (query) => {
        restrictTo(viewer, enrollmentIsVisibleToTeachers)(query);
        query.andWhere(belongsOn(query.alias, ':day'), { day });
      },
    }),
  ),
  /** How many students hold an active place in a section on a day. No names: for everybody who sees the section. */
  enrollmentCountOn: perArgument(
    (day: string) =>
      new DataLoader<string, number>(async (sectionIds) => {
        const query = db
          .getRepository(Enrollment)
          .createQueryBuilder('row')
          .select('row.sectionId', 'section')
          .addSelect('count(*)', 'places')
          .where('row.sectionId = ANY(:sectionIds)', { sectionIds })
          .andWhere(`row.state = 'ACTIVE' AND ${belongsOn('row', ':day')}`, { day })
          .groupBy('row.sectionId');
        restrictTo(viewer, (alias) => `${alias}.tenantId = :tenantId`)(query);
        const rows = await query.getRawMany<{ section: string; places: string }>();
        const counts = new Map(rows.map(({ section, places }) => [section, Number(places)]));
        return sectionIds.map((id) => counts.get(id) ?? 0);
      }),
  ),
});
