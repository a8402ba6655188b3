import { setTimeout as sleep } from 'node:timers/promises';

import type { AnyEvent, Bus } from '../../kernel/events/bus';
import { newId } from '../../kernel/ids';

/** Some event, with an id of its own. */
export function lessonCompleted(aggregateId = 'enr_1', lessonId = 'les_1'): AnyEvent {
  return {
    id: newId('evt'),
    name: 'lesson.completed',
    version: 1,
    tenantId: 'school_1',
    aggregateId,
    occurredAt: '2026-01-15T08:00:00.000Z',
    payload: { enrollmentId: aggregateId, sectionId: 'sec_1', lessonId, studentId: 'stu_1' },
  };
}

/** Publishes as the relay does: again until the bus has taken the events. */
export async function publishUntilTaken(bus: Bus, events: readonly AnyEvent[]): Promise<void> {
  for (;;) {
    const isTaken = await bus.publish(events).then(
      () => true,
      () => false,
    );
    if (isTaken) return;
    await sleep(20);
  }
}

/** Resolves when something has become true. @throws Error when it has not in time */
export async function until(
  condition: () => boolean | Promise<boolean>,
  milliseconds = 30_000,
): Promise<void> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > milliseconds)
      throw new Error(`not within ${milliseconds} ms: ${condition.toString()}`);
    await sleep(5);
  }
}
