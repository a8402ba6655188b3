import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById, type Restriction } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { restrictTo } from '../access/viewer-parameters';
import { Enrollment } from '../enrollment/enrollment.entity';
import { belongsOn, enrollmentIsVisible } from '../enrollment/enrollment.policy';
import { KEY, loadJoined } from '../loading/load-joined';
import { perArgument } from '../loading/per-argument';
import { ClassSection } from '../section/class-section.entity';
import { sectionIsVisible } from '../section/section.policy';
import { ClassMeeting } from './class-meeting.entity';
import type { DateRange } from './date-range';

const IN_RANGE = 'row.schoolDate BETWEEN :start AND :end';

export const meetingLoaders = (db: DataSource, viewer: Viewer | null) => {
  const visible = restrictToVisibleMeetings(viewer);
  const inOrder = () =>
    db.getRepository(ClassMeeting).createQueryBuilder('row').orderBy('row.startsAt').addOrderBy('row.id');
  return {
    meetingById: loadById(db, ClassMeeting, visible),
    /** A section's meetings on the days of a range, in order of time. */
    meetingsIn: perArgument((range: DateRange) =>
      loadGroups<string, ClassMeeting>(
        (sectionIds) => {
          const query = inOrder()
            .where('row.sectionId = ANY(:sectionIds)', { sectionIds })
            .andWhere(IN_RANGE, range);
          visible(query);
          return query.getMany();
        },
        ({ sectionId }) => sectionId,
      ),
    ),
    /** A student's meetings on those days of a range on which they belonged to the meeting's section. */
    timetableIn: perArgument((range: DateRange) =>
      loadJoined((studentIds) => {
        const query = inOrder()
          .innerJoin(
            Enrollment,
            'place',
            `place.sectionId = row.sectionId AND ${belongsOn('place', 'row.schoolDate')}`,
          )
          .addSelect('place.studentId', KEY)
          .where('place.studentId = ANY(:studentIds)', { studentIds })
          .andWhere(IN_RANGE, range);
        restrictTo(viewer, enrollmentIsVisible, 'place')(query);
        return query;
      }),
    ),
  };
};

/** Who sees a section sees when it meets. */
function restrictToVisibleMeetings(viewer: Viewer | null): Restriction<ClassMeeting> {
  return (query) => {
    query.innerJoin(
      ClassSection,
      'section',
      'section.id = row.sectionId AND section.tenantId = row.tenantId',
    );
    restrictTo(viewer, sectionIsVisible, 'section')(query);
  };
}
