import { requireViewer, type Person, type Viewer } from '../../../kernel/auth/viewer';
import { forbidden, notFound, refuse } from '../../../kernel/errors';
import type { UsersContext } from '../context';
import type { UsersErrorCode } from '../schema.generated';
import type { School } from './school.entity';
import { canAdministerSchool } from './school.policy';

type Context = Pick<UsersContext, 'viewer' | 'loaders'>;

/** A school, and who asks for it. */
export interface SchoolVisit {
  viewer: Person;
  school: School;
}

/**
 * A school the caller belongs to, for reading.
 * @param may what the caller must be allowed; membership is enough where absent
 * @throws Fault UNAUTHENTICATED; NOT_FOUND where it is none of the caller's business; FORBIDDEN
 */
export async function visitSchool(
  { viewer, loaders }: Context,
  schoolId: string,
  may: (viewer: Viewer, schoolId: string) => boolean = () => true,
): Promise<SchoolVisit> {
  const asker = requireViewer(viewer);
  const school = await loaders.schoolById.load(schoolId);
  if (!school) throw notFound('School', schoolId);
  if (!may(asker, schoolId)) throw forbidden('This is for others at the school.');
  return { viewer: asker, school };
}

/**
 * A school the caller administers, for changing something in it.
 * @param field where the client named the school
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN
 */
export async function administerSchool(
  { viewer, loaders }: Context,
  schoolId: string,
  field: string[] = ['input', 'schoolId'],
): Promise<SchoolVisit> {
  const asker = requireViewer(viewer);
  const school = await loaders.schoolById.load(schoolId);
  if (!school) return refuse<UsersErrorCode>('NOT_FOUND', 'There is no such school.', field);
  if (!canAdministerSchool(asker, schoolId)) {
    refuse<UsersErrorCode>('FORBIDDEN', 'Only the school’s office may do this.', field);
  }
  return { viewer: asker, school };
}
