import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { Client } from 'pg';

import { fromRoot } from '../kernel/project-root';
import { RASOHA } from '../platform/demo/schools';
import { send } from './support/client';
import { type DemoStack, openDemoStack } from './support/demo-stack';

const register = fromRoot('tests', 'support', 'register-typescript.js');
let stack: DemoStack;
let owners: Record<'attendance' | 'users', Client>;

beforeAll(async () => {
  stack = await openDemoStack();
  owners = { attendance: await connectTo('attendance'), users: await connectTo('users') };
});
afterAll(async () => {
  for (const owner of Object.values(owners ?? {})) await owner.end();
  await stack?.stop();
});

async function connectTo(service: 'attendance' | 'users'): Promise<Client> {
  const client = new Client({ connectionString: stack.databaseUrl(service) });
  await client.connect();
  return client;
}

/** What an operator sees who types `npm run projections -- …`. */
async function type(...args: string[]): Promise<string> {
  const names = ['users', 'courses', 'attendance'] as const;
  const urls = names.map((name) => [`DATABASE_URL_${name.toUpperCase()}`, stack.databaseUrl(name)]);
  const env = { ...process.env, REDIS_URL: '', ...Object.fromEntries(urls) };
  const command = ['-r', register, fromRoot('scripts', 'projections.ts'), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  return stdout;
}

const rowsOf = async (service: 'attendance' | 'users', sql: string) =>
  (await owners[service].query<object>(sql)).rows;
const ROSTER = 'SELECT * FROM roster_entries ORDER BY enrollment_id';
const TEACHERS = 'SELECT * FROM section_teachers ORDER BY section_id, staff_id';

describe('npm run projections', () => {
  it('makes a roster anew that has lost, added and changed places, and leaves marks alone', async () => {
    const [roster, teachers] = [await rowsOf('attendance', ROSTER), await rowsOf('attendance', TEACHERS)];
    const marks = await rowsOf('attendance', 'SELECT * FROM attendance_records ORDER BY id');
    const attendance = owners.attendance;
    await attendance.query(
      `DELETE FROM roster_entries WHERE abs(hashtext(enrollment_id)) % 3 = 0 AND NOT EXISTS (
         SELECT FROM attendance_records r WHERE r.student_id = roster_entries.student_id)`,
    );
    await attendance.query(`UPDATE roster_entries SET begin_date = begin_date - 5`);
    await attendance.query(
      `INSERT INTO roster_entries (enrollment_id, tenant_id, section_id, student_id, begin_date)
       SELECT 'enr_never', tenant_id, id, 'stu_never', current_date FROM sections LIMIT 1`,
    );
    await attendance.query(`UPDATE section_teachers SET staff_id = 'stf_never'`);
    await attendance.query(`UPDATE sections SET title = 'forgotten'`);

    expect(await type('rebuild', 'attendance.roster')).toContain('courses tells of');
    await stack.settleEvents();
    expect(await rowsOf('attendance', ROSTER)).toEqual(roster);
    expect(await rowsOf('attendance', TEACHERS)).toEqual(teachers);
    expect(await rowsOf('attendance', `SELECT FROM sections WHERE title = 'forgotten'`)).toEqual([]);
    expect(await rowsOf('attendance', 'SELECT * FROM attendance_records ORDER BY id')).toEqual(marks);
    expect(await rowsOf('attendance', 'SELECT FROM parked_events')).toEqual([]);
  });

  it('makes a copy anew from nothing while it is being read: nobody sees an error or a half of it', async () => {
    const teaching = await rowsOf('users', TEACHERS);
    await owners.users.query('DELETE FROM section_teachers; DELETE FROM section_students');
    const token = await stack.tokenFor('teacher');
    const counts = new Set<number>();
    let isDone = false;
    const reading = (async () => {
      while (!isDone) {
        const query = 'query ($school: ID!) { students(schoolId: $school, first: 100) { nodes { id } } }';
        const { data, errors } = await send(stack.gateway.url, token, query, { school: RASOHA.id });
        expect(errors).toBeUndefined();
        counts.add(data.students.nodes.length as number);
      }
    })();
    await type('rebuild', 'users.teaching');
    await stack.settleEvents();
    isDone = true;
    await reading;
    expect(await rowsOf('users', TEACHERS)).toEqual(teaching);
    expect(counts.size).toBeGreaterThan(0);
  });

  it('makes the calendar anew', async () => {
    const days = 'SELECT * FROM school_days ORDER BY school_id, date';
    const calendar = await rowsOf('attendance', days);
    expect(calendar.length).toBeGreaterThan(100);
    await owners.attendance.query('DELETE FROM school_days');
    await type('rebuild', 'attendance.calendar');
    await stack.settleEvents();
    expect(await rowsOf('attendance', days)).toEqual(calendar);
  });

  it('shows up to when each copy knows everything', async () => {
    const status = await type('status');
    expect(status).toMatch(/attendance\.roster\s+asOf \d{4}-.* {2}\d\.\d s behind/);
    await owners.attendance.query(
      `INSERT INTO parked_events (consumer, event_id, tenant_id, aggregate_id, event, attempts, parked_at)
       VALUES ('attendance', 'evt_1', 'org_1', 'sec_1', '{}', 5, now() - interval '1 hour')`,
    );
    expect(await type('status')).toMatch(/attendance\.roster\s+asOf .* 36\d\d\.\d s behind/);
  });
});
