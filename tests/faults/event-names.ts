import { readFileSync } from 'node:fs';

import { fromRoot } from '../../kernel/project-root';
import type { EventName } from '../../schema/events';

/** Every event there is. */
export const EVENT_NAMES = Object.keys(
  JSON.parse(readFileSync(fromRoot('schema', 'events.snapshot.json'), 'utf8')) as object,
) as EventName[];
