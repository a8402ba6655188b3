import type { UsersContext } from '../context';
import type { SchoolEnrollmentStatus } from '../schema.generated';
import type { Student } from '../student/student.entity';
import { standingOn, statusOn } from './enrollment-status';
import { placeOf, type StudentPlace } from './place-of';
import type { SchoolEnrollment } from './school-enrollment.entity';

type Context = Pick<UsersContext, 'loaders'>;

/** Where a stay stands today, by its school's calendar. */
export async function readStatus(
  { loaders }: Context,
  enrollment: SchoolEnrollment,
): Promise<SchoolEnrollmentStatus> {
  const stays = await loaders.staysByStudent.load(enrollment.studentId);
  const { today } = stays.find(({ id }) => id === enrollment.id)!;
  return statusOn(enrollment, today);
}

/** Where a student is today, and as what. */
export async function readPlaceOf({ loaders }: Context, student: Student): Promise<StudentPlace> {
  return placeOf(student, await loaders.staysByStudent.load(student.id));
}

/** Where a student stands today with the school they are at. */
export async function readStanding({ loaders }: Context, student: Student): Promise<SchoolEnrollmentStatus> {
  const stays = await loaders.staysByStudent.load(student.id);
  const { schoolId } = placeOf(student, stays);
  const here = stays.filter((stay) => stay.schoolId === schoolId);
  return standingOn(here, here[0]?.today ?? '');
}
