import type { DemoUser } from './demo-user';

interface Progress {
  viewer: {
    student: { enrollments: { nodes: { id: string; progress: { nextLesson: { id: string } | null } }[] } };
  };
}

const PROGRESS = `{ viewer { student { enrollments(first: 20) { nodes { id progress { nextLesson { id } } } } } } }`;
const COMPLETE = `mutation ($input: MarkLessonCompleteInput!) { markLessonComplete(input: $input) { userErrors { code } } }`;

/** The student goes on with the first course that has something left to do. */
export async function completeLesson(student: DemoUser): Promise<void> {
  const { viewer } = await student.send<Progress>(PROGRESS);
  for (const { id, progress } of viewer.student.enrollments.nodes) {
    if (!progress.nextLesson) continue;
    await student.send(COMPLETE, { input: { enrollmentId: id, lessonId: progress.nextLesson.id } });
    return;
  }
}
