import { Client } from 'pg';

import type { ServiceName } from '../kernel/config';
import { newId } from '../kernel/ids';
import { createTestDatabase } from '../tests/support/database';
import { openStack, SCHEMAS } from '../tests/support/stack';

const student = newId('stu');
const tenant = newId('org');

/** What a process that was killed had not told anybody. */
const LEFT_IN_OUTBOX = `INSERT INTO outbox_events (id, name, version, tenant_id, aggregate_id, occurred_at, payload)
  VALUES ($1, 'student.enrolled', 1, $2, $3, now(), $4)`;

async function databaseOf(service: ServiceName) {
  const database = await createTestDatabase(service, SCHEMAS[service]);
  if (service !== 'users') return database;
  const payload = {
    ...{ studentId: student, userId: newId('usr'), schoolId: newId('sch'), enrollmentId: newId('sen') },
    ...{ gradeLevel: '9', homeroom: '9A', entryDate: '2026-01-05', entryType: 'NEW' },
  };
  await query(database.url, LEFT_IN_OUTBOX, [newId('evt'), tenant, student, payload]);
  return database;
}

async function query(url: string, sql: string, values: unknown[]): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<object>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

it('tells every service what was still to be told when the last process ended, however late it starts', async () => {
  const stack = await openStack({ createDatabase: databaseOf });
  try {
    await stack.settleEvents();
    for (const service of ['courses', 'resources'] as const) {
      const sql = 'SELECT 1 FROM school_students WHERE student_id = $1';
      const known = await query(stack.databaseUrl(service), sql, [student]);
      expect([service, known.length]).toEqual([service, 1]);
    }
  } finally {
    await stack.stop();
  }
});
