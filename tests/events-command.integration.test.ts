import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { createMemoryBus } from '../kernel/events/memory-bus';
import { MAX_ATTEMPTS } from '../kernel/events/parked-events';
import { fromRoot } from '../kernel/project-root';
import { type EventPath, noteLesson, openEventPath } from './support/event-path';
import { until } from './support/events';

const register = fromRoot('tests', 'support', 'register-typescript.js');
const bus = createMemoryBus();
let path: EventPath;
let isBroken = true;
let poison: string;

beforeAll(async () => {
  path = await openEventPath();
  await path.consume(bus, async (tx, event) => {
    if (isBroken && event.payload.lessonId === 'poison') throw new Error('this lesson is unheard of');
    await noteLesson(tx, event);
  });
  const { drain } = await path.startRelay(bus);
  await path.record(['poison', 'behind']);
  await drain();
  await until(async () => {
    await path.db.query('UPDATE parked_events SET next_attempt_at = now()');
    return (await path.reading('events_dead_lettered_total')) === 1;
  });
  const [parked] = await path.db.query<[{ id: string }]>(
    'SELECT event_id AS id FROM parked_events WHERE attempts > 0',
  );
  poison = parked.id;
});
afterAll(async () => {
  await path.close();
  await bus.close();
});

/** What an operator sees who types `npm run events -- …`. */
async function type(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const env = { ...process.env, DATABASE_URL_ATTENDANCE: path.url };
  const command = ['-r', register, fromRoot('scripts', 'events.ts'), ...args];
  return promisify(execFile)(process.execPath, command, { env }).then(
    (output) => ({ ...output, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
}

describe('npm run events', () => {
  it('explains itself to who asks for nothing', async () => {
    const { stderr, code } = await type();
    expect(stderr).toContain('npm run events -- replay');
    expect(code).toBe(1);
  });

  it('lists what was given up, why, and how many events wait behind it', async () => {
    const { stdout } = await type('list');
    expect(stdout).toContain(`${poison}  attendance  lesson.completed  about enr_1`);
    expect(stdout).toContain(`given up after ${MAX_ATTEMPTS} attempts  1 behind it`);
    expect(stdout).toContain('this lesson is unheard of');
    expect(stdout).not.toContain(new URL(path.url).password);
  });

  it('shows all of one event', async () => {
    const { stdout } = await type('show', poison);
    expect(stdout).toContain('"lessonId": "poison"');
    expect((await type('show', 'evt_unheard_of')).code).toBe(1);
  });

  it('replays it, and what waits behind it after it', async () => {
    isBroken = false;
    expect((await type('replay', poison)).code).toBe(0);
    await until(async () => (await path.effects()).length === 2);
    expect(await path.effects()).toEqual(['poison', 'behind']);
    expect((await type('list')).stdout).toContain('0 event(s)');
  });

  it('drops an event for good where it is told to, and lets those behind it go on', async () => {
    isBroken = true;
    const { drain } = await path.startRelay(bus);
    await path.record(['poison', 'after all'], 'enr_2');
    await drain();
    await until(async () => {
      await path.db.query('UPDATE parked_events SET next_attempt_at = now()');
      return (await path.reading('events_dead_lettered_total')) === 2;
    });
    const [{ id }] = await path.db.query<[{ id: string }]>(
      'SELECT event_id AS id FROM parked_events WHERE attempts > 0',
    );
    expect((await type('discard', id)).code).toBe(0);
    await until(async () => (await path.effects('enr_2')).length > 0);
    expect(await path.effects('enr_2')).toEqual(['after all']);
    expect((await type('discard', id)).code).toBe(1);
  });
});
