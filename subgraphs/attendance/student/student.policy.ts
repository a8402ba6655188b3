import type { Viewer } from '../../../kernel/auth/viewer';

/** The students whose attendance is the viewer's own business: themselves, and wards whose switch is on. */
export function ownStudentIds(viewer: Viewer): string[] {
  const wards = viewer.wards.filter((ward) => ward.canSeeAttendance).map((ward) => ward.studentId);
  return viewer.studentId ? [viewer.studentId, ...wards] : wards;
}
