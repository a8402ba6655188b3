/** The topic on which it is told how far the student of an enrolment is. */
export function progressOf(enrollmentId: string): string {
  return `progress of ${enrollmentId}`;
}
