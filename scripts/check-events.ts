import { readFileSync, writeFileSync } from 'node:fs';
import { type EventShapes, findBreaks, readEventShapes, SNAPSHOT_PATH } from './event-shapes';

/** Notes what events look like now, unless that breaks a reader; with `--check`, fails where it is not noted yet. */
const isCheck = process.argv.includes('--check');
const told = JSON.parse(readFileSync(SNAPSHOT_PATH, 'utf8')) as EventShapes;
const now = readEventShapes();
const breaks = findBreaks(told, now);
const text = `${JSON.stringify(now, null, 2)}\n`;

for (const each of breaks) console.error(`schema/events.ts: ${each}`);
if (breaks.length > 0) process.exitCode = 1;
else if (!isCheck) writeFileSync(SNAPSHOT_PATH, text);
else if (text !== readFileSync(SNAPSHOT_PATH, 'utf8')) {
  console.error(
    'schema/events.snapshot.json does not have all of schema/events.ts. Run: npm run schema:events',
  );
  process.exitCode = 1;
}
