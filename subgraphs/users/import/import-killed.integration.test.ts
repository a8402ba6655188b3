import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { DataSource } from 'typeorm';
import { signIdentity } from '../../../kernel/auth/signed-identity';
import { createDataSource } from '../../../kernel/database/data-source';
import { fromRoot } from '../../../kernel/project-root';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database';
import { until } from '../../../tests/support/events';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStaffMember } from '../../../tests/support/people';
import { aBundle } from '../../../tests/support/roster';
import { GATEWAY_SECRET, type Reply } from '../../../tests/support/subgraph';
import { aMember } from '../../../tests/support/viewers';
import { usersDatabase } from '../database';
import type { School } from '../school/school.entity';
import { ImportError } from './import-error.entity';
import { ImportJob } from './import-job.entity';

const PROGRAM = ['-r', fromRoot('tests/support/register-typescript.js'), fromRoot('subgraphs/users/main.ts')];

let database: TestDatabase;
let db: DataSource;
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase('users', usersDatabase);
  db = createDataSource(usersDatabase, { url: database.url, poolSize: 4 });
  await db.initialize();
});
afterAll(async () => {
  for (const child of children) await kill(child);
  await db.destroy();
  await database.drop();
});

/** The users service as a process of its own. @returns it and its address */
async function startUsers(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, PROGRAM, {
    env: {
      ...process.env,
      ...{ NODE_ENV: 'test', LOG_LEVEL: 'info', PORT: '0', DATABASE_URL_USERS: database.url },
      ...{ GATEWAY_SECRET, TOKEN_SIGNING_KEY: testTokenConfig().signingKey, SESSION_SECRET: 's'.repeat(32) },
    },
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  await until(() => output.includes('"url"'), 30_000).catch(() => {
    throw new Error(`users did not start: ${output}`);
  });
  return { child, url: /"url":"([^"]+)"/.exec(output)![1]! };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function requestImport(url: string, school: School, files: object[]): Promise<string> {
  const { userId } = await aStaffMember(db, school, 'SITE_ADMINISTRATOR');
  const query = `mutation ($input: ImportRosterInput!) { importRoster(input: $input) { job { id } userErrors { code } } }`;
  const input = { schoolId: school.id, format: 'ONEROSTER_CSV', dryRun: false, files };
  const body = JSON.stringify({ query, variables: { input } });
  const call = { method: 'POST', path: '/graphql', body };
  const office = aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR', { sub: userId });
  const headers = {
    'content-type': 'application/json',
    ...signIdentity(GATEWAY_SECRET, call, office, Date.now()),
  };
  const response = await fetch(url, { method: 'POST', headers, body });
  const { data, errors } = (await response.json()) as Reply;
  if (!data?.importRoster.job) throw new Error(JSON.stringify({ data, errors }));
  return data.importRoster.job.id as string;
}

/** `IMPORT_STUDENTS=5000` for as many as a large school has. */
const STUDENTS = Number(process.env.IMPORT_STUDENTS ?? 1_000);
const FAULTY = STUDENTS / 25;

describe('an import whose process is killed half-way', () => {
  it('is taken up again where it was: complete in the end, with nothing doubled', async () => {
    const school = await aSchool(db);
    const bundle = aBundle({ students: STUDENTS, faulty: FAULTY });
    const first = await startUsers();
    const id = await requestImport(first.url, school, bundle.files);
    const job = () => db.manager.findOneByOrFail(ImportJob, { id });
    await until(async () => (await job()).processedRows > (await job()).totalRows * 0.5, 120_000);
    await kill(first.child);

    const halfway = await job();
    expect(halfway.state).toBe('RUNNING');
    expect(halfway.processedRows).toBeLessThan(halfway.totalRows);
    // Its lease runs out in a minute; nobody has to wait that long here.
    await db.query(`UPDATE import_jobs SET lease_until = now() - interval '1 second'`);
    const second = await startUsers();
    await until(async () => (await job()).finishedAt !== null, 120_000);
    await kill(second.child);

    const done = await job();
    expect(done).toMatchObject({ state: 'COMPLETED', processedRows: done.totalRows });
    expect(done.created + done.updated + done.unchanged + done.failed).toBe(done.totalRows);
    const errors = await db.manager.find(ImportError, { where: { jobId: id }, order: { position: 'ASC' } });
    expect(errors.map(({ file, line, field, code }) => ({ file, line, field, code }))).toEqual(bundle.errors);
    const [counts] = await db.query<object[]>(
      `SELECT count(*)::int AS stays, count(DISTINCT student_id)::int AS students,
         (SELECT count(*)::int FROM outbox_events WHERE name = 'student.enrolled') AS events,
         (SELECT count(*)::int FROM audit_events WHERE action = 'roster.imported') AS audits
       FROM school_enrollments WHERE school_id = $1`,
      [school.id],
    );
    const present = STUDENTS - FAULTY;
    expect(counts).toEqual({ stays: present, students: present, events: present, audits: 1 });
  }, 300_000);
});
