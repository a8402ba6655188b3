import { civilDate } from '../../../kernel/clock';
import { forbidden } from '../../../kernel/errors';
import type { Connection, PageArgs } from '../../../kernel/graphql/pagination';
import type { CoursesContext } from '../context';
import type { Enrollment } from '../enrollment/enrollment.entity';
import type { ClassSection } from './class-section.entity';
import { canManageRoster } from './section.policy';

/** What is asked of {@link listRoster}. */
export interface ListRosterArgs extends PageArgs {
  /** Civil date of the school; its today where absent. */
  asOf?: string | null;
}

/**
 * The students who belong to a section on a day, in order of enrolment.
 * @throws Fault FORBIDDEN for those who neither teach the section nor run the school; BAD_USER_INPUT for bad paging
 */
export async function listRoster(
  { viewer, loaders, clock }: Pick<CoursesContext, 'viewer' | 'loaders' | 'clock'>,
  section: ClassSection,
  { asOf, ...args }: ListRosterArgs,
): Promise<Connection<Enrollment>> {
  const teachers = await loaders.teachersBySection.load(section.id);
  if (!canManageRoster(viewer, section, teachers))
    throw forbidden('Only teachers of the section and the school’s office see its roster.');
  // The roster's enrolments lead back to this very section.
  loaders.sectionById.prime(section.id, section);
  const day = asOf ?? civilDate(clock.now(), section.timeZone);
  return loaders.rosterOn(day).load({ parentId: section.id, args });
}
