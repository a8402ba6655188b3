import type { Client } from 'pg';

import { SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import type { Owners } from './owners';
import type { Acknowledged } from './workload';

/** Where an outbox was when the campaign began: what came before was told in another way. */
export type Baselines = Record<ServiceName, string>;

interface Told {
  id: string;
  name: string;
  aggregateId: string;
  tenantId: string;
  /** Of before the campaign: it may or may not be told again. */
  isOld: boolean;
}

/** Events that services other than the recorder apply. */
const CONSUMED: Partial<Record<ServiceName, readonly string[]>> = {
  attendance: [
    'calendar.changed',
    'section.created',
    'meetings.scheduled',
    'enrollments.created',
    'section.snapshot_taken',
  ],
  users: ['section.created', 'enrollments.created', 'section.snapshot_taken'],
};

/** What is wrong with the data after everything has come to rest; nothing where all promises were kept. */
export async function findViolations(
  owners: Owners,
  baselines: Baselines,
  acknowledged: Acknowledged,
): Promise<string[]> {
  const told: Told[] = [];
  for (const name of SERVICE_NAMES) told.push(...(await readTold(owners[name], baselines[name])));
  return [
    ...(await findLostWork(owners, acknowledged)),
    ...(await findDoubledWork(owners, baselines)),
    ...(await findRecordingFaults(owners.recorder, told)),
    ...(await findInboxGaps(owners, told)),
    ...(await findDifferences(owners)),
  ];
}

export async function readBaselines(owners: Owners): Promise<Baselines> {
  const baselines = {} as Baselines;
  for (const name of SERVICE_NAMES) {
    const { rows } = await owners[name].query<{ last: string }>(
      'SELECT coalesce(max(sequence), 0)::text AS last FROM outbox_events',
    );
    baselines[name] = rows[0]!.last;
  }
  return baselines;
}

/** How much still is on its way. */
export async function countUnderWay(owners: Owners, baselines: Baselines): Promise<number> {
  let count = 0;
  const told = new Set<string>();
  for (const name of SERVICE_NAMES) {
    const { rows } = await owners[name].query<{ count: number }>(
      `SELECT (SELECT count(*) FROM outbox_events WHERE published_at IS NULL)::int
         + (SELECT count(*) FROM parked_events)::int AS count`,
    );
    count += rows[0]!.count;
    const events = await readTold(owners[name], baselines[name]);
    for (const { id, isOld } of events) if (!isOld) told.add(id);
  }
  const { rows } = await owners.recorder.query<{ id: string }>('SELECT event_id AS id FROM records');
  for (const { id } of rows) told.delete(id);
  return count + told.size;
}

async function readTold(owner: Client, baseline: string): Promise<Told[]> {
  const { rows } = await owner.query<Told>(
    `SELECT id, name, aggregate_id AS "aggregateId", tenant_id AS "tenantId", sequence <= $1 AS "isOld"
     FROM outbox_events ORDER BY sequence`,
    [baseline],
  );
  return rows;
}

/** What a client was told is done, and is not. */
async function findLostWork(
  { finance, attendance, courses, resources }: Owners,
  { transactions, registers, enrollments, registrations }: Acknowledged,
): Promise<string[]> {
  const lostTransactions = await finance.query<{ id: string }>(
    `SELECT told.id FROM unnest($1::text[]) AS told(id)
     WHERE NOT EXISTS (SELECT FROM transactions WHERE transactions.id = told.id)`,
    [transactions],
  );
  const lostRegisters = await attendance.query<{ act: string }>(
    `SELECT act FROM unnest($1::text[]) AS told(act) WHERE NOT EXISTS (
       SELECT FROM outbox_events
       WHERE name = 'register.submitted' AND aggregate_id || ':' || (payload ->> 'version') = told.act)`,
    [registers],
  );
  const lostPlaces = await courses.query<{ place: string }>(
    `SELECT told.place FROM unnest($1::text[]) AS told(place) WHERE NOT EXISTS (
       SELECT FROM enrollments WHERE section_id || ':' || student_id = told.place)`,
    [enrollments.map(({ sectionId, studentId }) => `${sectionId}:${studentId}`)],
  );
  const lostRegistrations = await resources.query<{ id: string; status: string }>(
    `SELECT told.* FROM unnest($1::text[], $2::text[]) AS told(id, status) WHERE NOT EXISTS (
       SELECT FROM registrations WHERE registrations.id = told.id AND registrations.status = told.status)`,
    [[...registrations.keys()], [...registrations.values()]],
  );
  return [
    ...lostTransactions.rows.map(({ id }) => `lost: transaction ${id}`),
    ...lostRegisters.rows.map(({ act }) => `lost: register ${act}`),
    ...lostPlaces.rows.map(({ place }) => `lost: place ${place}`),
    ...lostRegistrations.rows.map(({ id, status }) => `lost: registration ${id}, ${status}`),
  ];
}

/** What was done more than once, or does not add up. */
async function findDoubledWork(
  { finance, attendance, courses, resources }: Owners,
  baselines: Baselines,
): Promise<string[]> {
  const books = await finance.query<{ what: string }>(
    `SELECT 'the ledger does not sum to 0 in ' || currency AS what
       FROM postings GROUP BY ledger_id, currency HAVING sum(amount_minor_units) <> 0
     UNION ALL
     SELECT 'the balance of account ' || a.id || ' is not the sum of its postings' FROM accounts a
       WHERE balance_minor_units <> (SELECT coalesce(sum(amount_minor_units), 0) FROM postings WHERE account_id = a.id)
     UNION ALL
     SELECT 'transaction ' || t.id || ' has ' || count(e.id) || ' events' FROM transactions t
       LEFT JOIN outbox_events e ON e.name = 'transaction.posted' AND e.payload ->> 'transactionId' = t.id
       WHERE t.description = 'Campaign' GROUP BY t.id HAVING count(e.id) <> 1`,
  );
  const registers = await attendance.query<{ what: string }>(
    `SELECT 'register ' || s.id || ' is at version ' || s.version || ' after ' || count(e.id) || ' submissions' AS what
       FROM attendance_sessions s JOIN outbox_events e ON e.aggregate_id = s.id AND e.name = 'register.submitted'
       WHERE e.sequence > $1 GROUP BY s.id, s.version
       HAVING max((e.payload ->> 'version')::int) <> s.version
         OR count(DISTINCT e.payload ->> 'version') <> count(e.id)
         OR max((e.payload ->> 'version')::int) - min((e.payload ->> 'version')::int) + 1 <> count(e.id)`,
    [baselines.attendance],
  );
  const places = await courses.query<{ what: string }>(
    `SELECT 'student ' || student_id || ' has several places in ' || section_id AS what
       FROM enrollments WHERE state = 'ACTIVE' GROUP BY student_id, section_id HAVING count(*) > 1`,
  );
  const lists = await resources.query<{ what: string }>(
    `SELECT 'event ' || c.event_id || ' counts ' || confirmed || ' places and has given ' || coalesce(sum(quantity), 0) AS what
       FROM event_capacities c LEFT JOIN registrations r ON r.event_id = c.event_id AND r.status = 'CONFIRMED'
       GROUP BY c.event_id, confirmed HAVING confirmed <> coalesce(sum(quantity), 0)
     UNION ALL
     SELECT 'registration ' || r.id || ', ' || status || ', was told of ' || count(e.id) || ' times'
       FROM registrations r JOIN outbox_events e ON e.payload ->> 'registrationId' = r.id
       WHERE e.sequence > $1
       GROUP BY r.id, status HAVING count(e.id) <> CASE status WHEN 'CONFIRMED' THEN 1 ELSE 2 END`,
    [baselines.resources],
  );
  return [...books.rows, ...registers.rows, ...places.rows, ...lists.rows].map(
    ({ what }) => `wrong: ${what}`,
  );
}

/** The recorder writes down each event once, each aggregate's in order, and nothing that did not happen. */
async function findRecordingFaults(recorder: Client, told: readonly Told[]): Promise<string[]> {
  const { rows } = await recorder.query<{ id: string }>(
    'SELECT event_id AS id FROM records ORDER BY position',
  );
  const known = new Map(told.map((event, index) => [event.id, { ...event, index }]));
  const seen = new Set<string>();
  const lastOf = new Map<string, number>();
  const faults: string[] = [];
  for (const { id } of rows) {
    const event = known.get(id);
    if (!event) faults.push(`phantom: event ${id} took effect and never happened`);
    else if (seen.has(id)) faults.push(`doubled: ${event.name} ${id}`);
    else {
      if ((lastOf.get(event.aggregateId) ?? -1) > event.index)
        faults.push(`out of order: ${event.name} ${id}`);
      lastOf.set(event.aggregateId, event.index);
    }
    seen.add(id);
  }
  const gaps = told.filter(({ id, isOld }) => !isOld && !seen.has(id));
  return [...faults, ...gaps.map(({ id, name }) => `gap: ${name} ${id} was never recorded`)];
}

async function findInboxGaps(owners: Owners, told: readonly Told[]): Promise<string[]> {
  const gaps: string[] = [];
  for (const [service, names] of Object.entries(CONSUMED) as [ServiceName, readonly string[]][]) {
    const { rows } = await owners[service].query<{ id: string }>(
      'SELECT event_id AS id FROM inbox_events WHERE consumer = $1',
      [service],
    );
    const applied = new Set(rows.map(({ id }) => id));
    const missing = told.filter(({ id, name }) => names.includes(name) && !applied.has(id));
    gaps.push(...missing.map(({ id, name }) => `gap: ${service} has not applied ${name} ${id}`));
  }
  return gaps;
}

/** Copies that are not what they are copies of. */
async function findDifferences({ courses, attendance, users }: Owners): Promise<string[]> {
  const idsIn = async (owner: Client, sql: string) =>
    new Set((await owner.query<{ id: string }>(sql)).rows.map(({ id }) => id));
  const places = await idsIn(courses, 'SELECT id FROM enrollments');
  const copies = {
    attendance: await idsIn(attendance, 'SELECT enrollment_id AS id FROM roster_entries'),
    users: await idsIn(users, 'SELECT enrollment_id AS id FROM section_students'),
  };
  return Object.entries(copies).flatMap(([service, copy]) => [
    ...[...places].filter((id) => !copy.has(id)).map((id) => `different: ${service} lacks the place ${id}`),
    ...[...copy].filter((id) => !places.has(id)).map((id) => `different: ${service} has a place ${id}`),
  ]);
}
