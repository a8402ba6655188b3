import { randomUUID } from 'node:crypto';

import type { Client } from 'pg';

import { DEMO_PASSWORD } from '../../platform/demo/seed-people';
import { RASOHA } from '../../platform/demo/schools';
import { connectOwners, closeOwners } from '../faults/owners';
import { seedDatabases } from '../faults/seed-databases';
import { openTopology } from '../faults/topology';
import { send, signIn } from '../support/client';
import { type Latencies, runOpenLoop } from './open-loop';

export interface MarksOptions {
  marks: number;
  minutes: number;
  /** Share of the marks that are sent alone, as corrections are. */
  singles: number;
  report: (line: string) => void;
}

/** What is measured of registers at the rush of a school's morning. */
export interface MarksOutcome {
  marksSent: number;
  marksStored: number;
  submissions: number;
  events: number;
  /** From the act to its event on the bus, in milliseconds. */
  outboxLag: { p50: number; p99: number };
  mutation: Latencies;
  /** The simplest query at the same rate on the same machine. */
  calibration: Latencies;
  /** How many times longer a register takes than the simplest query. */
  ratio: number;
}

/** A register: who is in it, and what was last said of it. */
interface Register {
  id: string;
  version: number;
  students: string[];
  /** Ends when the submissions so far have been answered: a client waits before it corrects. */
  last: Promise<void>;
}

const SUBMIT = `mutation ($input: SubmitRegisterInput!) {
  submitRegister(input: $input) { session { version } userErrors { code message } } }`;
const CALIBRATION = '{ schools { nodes { id } } }';
const CALIBRATION_SECONDS = 15;
const POOL_SIZE = 10;

/** Sends marks through the gateway at a constant rate, and counts what is stored and told of them. */
export async function runMarks({ marks, minutes, singles, report }: MarksOptions): Promise<MarksOutcome> {
  const topology = await openTopology({ instances: 1, poolSize: POOL_SIZE });
  try {
    await seedDatabases(topology);
    report('starting the platform');
    await topology.startPrograms();
    const owners = await connectOwners(topology);
    const [url] = topology.gatewayUrls as [string];
    const token = await signIn(url, `office@${RASOHA.domain}`, DEMO_PASSWORD);
    const registers = await readRegisters(owners.attendance);
    const codes = await readCodes(owners.attendance);
    const before = await countStored(owners.attendance);

    const { work, marksSent } = planSubmissions(
      { marks, singles, registers, codes },
      async (register, given) => {
        const reply = await send(url, token, SUBMIT, {
          input: {
            ...{ sessionId: register.id, expectedVersion: register.version, idempotencyKey: randomUUID() },
            marks: given,
          },
        });
        const payload = reply.data?.submitRegister;
        if (!payload?.session || payload.userErrors.length > 0) throw new Error(JSON.stringify(reply));
        register.version = payload.session.version as number;
      },
    );
    const perSecond = work.length / (60 * minutes);
    report(`calibrating at ${perSecond.toFixed(1)} requests/s`);
    const simple = Array.from({ length: Math.ceil(perSecond * CALIBRATION_SECONDS) }, () => async () => {
      const reply = await send(url, token, CALIBRATION);
      if (reply.errors) throw new Error(JSON.stringify(reply.errors));
    });
    const calibration = await runOpenLoop(simple, perSecond);
    report(`sending ${marksSent} marks in ${work.length} submissions over ${minutes} minutes`);
    const mutation = await runOpenLoop(work, perSecond);
    const after = await countStored(owners.attendance);
    const outboxLag = await readLag(owners.attendance, before.sequence);
    await closeOwners(owners);
    return {
      marksSent,
      marksStored: after.marks - before.marks,
      submissions: work.length,
      events: after.events - before.events,
      ...{ outboxLag, mutation, calibration, ratio: mutation.p95 / calibration.p95 },
    };
  } finally {
    await topology.stop();
  }
}

type Mark = { studentId: string; codeId: string };
type Submit = (register: Register, marks: Mark[]) => Promise<void>;

interface Plan {
  marks: number;
  singles: number;
  registers: Register[];
  codes: readonly string[];
}

/** Whole classes and single marks in turn, on one register after the other; each mark differs from what is stored. */
function planSubmissions(
  { marks, singles, registers, codes }: Plan,
  submit: Submit,
): { work: (() => Promise<void>)[]; marksSent: number } {
  const work: (() => Promise<void>)[] = [];
  let marksSent = 0;
  let singlesSent = 0;
  const turns = new Map<string, number>();
  const nextCode = (key: string) => {
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return codes[turn % codes.length]!;
  };
  for (let index = 0; marksSent < marks; index++) {
    const register = registers[index % registers.length]!;
    const isSingle = singlesSent < marksSent * singles;
    const students = isSingle ? [register.students[index % register.students.length]!] : register.students;
    const given = students.map((studentId) => ({
      studentId,
      codeId: nextCode(`${register.id} ${studentId}`),
    }));
    marksSent += given.length;
    if (isSingle) singlesSent++;
    work.push(() => {
      const mine = register.last.then(() => submit(register, given));
      register.last = mine.catch(() => undefined);
      return mine;
    });
  }
  return { work, marksSent };
}

async function readRegisters(attendance: Client): Promise<Register[]> {
  const { rows } = await attendance.query<Omit<Register, 'last'>>(
    `SELECT s.id, s.version, array_agg(r.student_id ORDER BY r.student_id) AS students
     FROM attendance_sessions s JOIN roster_entries r ON r.section_id = s.section_id
       AND r.begin_date <= s.school_date AND (r.end_date IS NULL OR r.end_date > s.school_date)
     WHERE s.school_id = $1 AND s.school_date <= (now() AT TIME ZONE $2)::date AND s.state <> 'CANCELLED'
       AND NOT EXISTS (SELECT FROM school_days d
         WHERE d.school_id = s.school_id AND d.date = s.school_date AND NOT d.is_in_session)
     GROUP BY s.id ORDER BY s.id`,
    [RASOHA.id, RASOHA.timeZone],
  );
  return rows.map((row) => ({ ...row, last: Promise.resolve() }));
}

/** Codes that no mark of the demo has, so that the first mark is a change, too. */
async function readCodes(attendance: Client): Promise<string[]> {
  const { rows } = await attendance.query<{ id: string }>(
    `SELECT id FROM attendance_codes c WHERE school_id = $1 AND is_active
       AND NOT EXISTS (SELECT FROM attendance_records r WHERE r.code_id = c.id) ORDER BY id LIMIT 2`,
    [RASOHA.id],
  );
  if (rows.length < 2) throw new Error('The demo uses every code there is');
  return rows.map(({ id }) => id);
}

/** A record's revision counts how often it was written. */
async function countStored(attendance: Client): Promise<{ marks: number; events: number; sequence: string }> {
  const { rows } = await attendance.query<{ marks: number; events: number; sequence: string }>(
    `SELECT (SELECT coalesce(sum(revision), 0)::int FROM attendance_records) AS marks,
       (SELECT count(*)::int FROM outbox_events WHERE name = 'register.submitted') AS events,
       (SELECT coalesce(max(sequence), 0)::text FROM outbox_events) AS sequence`,
  );
  return rows[0]!;
}

async function readLag(attendance: Client, since: string): Promise<MarksOutcome['outboxLag']> {
  const { rows } = await attendance.query<{ p50: number; p99: number }>(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY lag) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY lag) AS p99
     FROM (SELECT 1000 * extract(epoch FROM coalesce(published_at, 'infinity') - occurred_at)::float8 AS lag
           FROM outbox_events WHERE sequence > $1 AND name = 'register.submitted') lags`,
    [since],
  );
  return rows[0]!;
}
