import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { countRequirements } from './count-requirements';
import { courseProgress, type CourseProgress } from './course-progress';

export const progressLoaders = (db: DataSource, viewer: Viewer | null) => ({
  /** Whoever asks must have been found allowed to: see canSeeProgress. */
  progressByEnrollment: new DataLoader<string, CourseProgress | null>(async (enrollmentIds) => {
    const byId = await countRequirements(db.manager, enrollmentIds, viewer?.tenantId ?? null);
    return enrollmentIds.map((id) => {
      const counts = byId.get(id);
      return counts ? courseProgress(counts) : null;
    });
  }),
});
