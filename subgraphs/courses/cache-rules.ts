import { entityTag, type CacheRules } from '../../kernel/graphql/caching/cache-rules';
import type { MutationMarkLessonCompleteArgs } from './schema.generated';

const enrollment = (id: string) => [entityTag('Enrollment', id)];

/** Kept are courses and lessons. Who has a place in a section sees its course, so an enrolment changes what is seen. */
export const coursesCacheRules: CacheRules = {
  mutations: {
    markLessonComplete: ({ input }: MutationMarkLessonCompleteArgs) => enrollment(input.enrollmentId),
  },
  events: {
    'lesson.completed': ({ payload }) => enrollment(payload.enrollmentId),
    'course_progress.changed': ({ payload }) => enrollment(payload.enrollmentId),
  },
};
