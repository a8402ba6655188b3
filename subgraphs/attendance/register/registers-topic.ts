import type { EventEnvelope } from '../../../kernel/events/bus';
import type { TopicOptions } from '../../../kernel/events/replay';

/** The topic on which a school's registers are, as they are submitted. */
export function registersOf(schoolId: string): string {
  return `registers of ${schoolId}`;
}

/** What is followed of {@link registersOf}. */
export function followedRegisters(
  tenantId: string,
  schoolId: string,
  after: string | null | undefined,
): TopicOptions<'register.submitted'> {
  return {
    tenantId,
    topic: registersOf(schoolId),
    names: ['register.submitted'],
    concerns: ({ payload }: EventEnvelope<'register.submitted'>) => payload.schoolId === schoolId,
    after,
  };
}
