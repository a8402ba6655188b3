import type { Viewer } from '../../../kernel/auth/viewer';
import { worksSomewhere } from '../access/viewer-parameters';

/** What somebody teaches is for them and for those who work at a school; which sections are seen decides each row. */
export function canAskAboutStaff(viewer: Viewer | null, staffId: string): boolean {
  return viewer !== null && (viewer.staffId === staffId || worksSomewhere(viewer));
}
