import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { restrictTo } from '../access/viewer-parameters';
import { KEY, loadJoined } from '../loading/load-joined';
import { ClassSection } from './class-section.entity';
import { SectionTeacher } from './section-teacher.entity';
import { sectionIsVisible } from './section.policy';

export const sectionLoaders = (db: DataSource, viewer: Viewer | null) => ({
  sectionById: loadById(db, ClassSection, restrictTo(viewer, sectionIsVisible)),
  /** Who teaches a section. */
  teachersBySection: loadGroups<string, SectionTeacher>(
    (sectionIds) => {
      const query = db
        .getRepository(SectionTeacher)
        .createQueryBuilder('row')
        .where('row.sectionId = ANY(:sectionIds)', { sectionIds })
        .orderBy('row.staffId');
      restrictTo(viewer, (alias) => `${alias}.tenantId = :tenantId`)(query);
      return query.getMany();
    },
    ({ sectionId }) => sectionId,
  ),
  /** The sections a person teaches, by title. */
  sectionsByStaff: loadJoined((staffIds) => {
    const query = db
      .getRepository(ClassSection)
      .createQueryBuilder('section')
      .innerJoin(SectionTeacher, 'teacher', 'teacher.sectionId = section.id')
      .addSelect('teacher.staffId', KEY)
      .where('teacher.staffId = ANY(:staffIds)', { staffIds })
      .orderBy('section.title')
      .addOrderBy('section.id');
    restrictTo(viewer, sectionIsVisible)(query);
    return query;
  }),
});
