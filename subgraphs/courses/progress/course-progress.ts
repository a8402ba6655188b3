/** How far a student is through the required lessons of a course. */
export interface CourseProgress {
  completedRequirements: number;
  totalRequirements: number;
  /** Whole per cent, rounded down: 100 means everything. Null where nothing is required. */
  percentage: number | null;
  nextLessonId: string | null;
}

/** What is counted of one enrolment. */
export interface RequirementCounts {
  completed: number;
  total: number;
  /** The first required lesson that is not completed. */
  nextLessonId: string | null;
}

/** Progress as it is shown, from what was counted. */
export function courseProgress({ completed, total, nextLessonId }: RequirementCounts): CourseProgress {
  return {
    completedRequirements: completed,
    totalRequirements: total,
    percentage: total === 0 ? null : Math.floor((100 * completed) / total),
    nextLessonId,
  };
}
