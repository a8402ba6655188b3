import { entityTag, type CacheRules } from '../../kernel/graphql/caching/cache-rules';
import type { MutationSubmitRegisterArgs } from './schema.generated';

const session = (id: string) => [entityTag('AttendanceSession', id)];

/** Kept are the codes of schools, which no mark changes. */
export const attendanceCacheRules: CacheRules = {
  mutations: {
    submitRegister: ({ input }: MutationSubmitRegisterArgs) => session(input.sessionId),
  },
  events: {
    'register.submitted': ({ payload }) => session(payload.sessionId),
  },
};
