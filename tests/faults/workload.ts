import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from 'pg';

import { newId } from '../../kernel/ids';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { demoId } from '../../platform/demo/demo-id';
import { RASOHA } from '../../platform/demo/schools';
import type { HonestClient } from './honest-client';

/** What clients were told has been done: it must be found afterwards. */
export interface Acknowledged {
  transactions: string[];
  /** Versions of registers, `session:version`. */
  registers: string[];
  enrollments: { sectionId: string; studentId: string }[];
  /** Ids of registrations for an event, and whether they were cancelled in the end. */
  registrations: Map<string, 'CONFIRMED' | 'CANCELLED'>;
}

/** Who asks, in which role. */
export interface Callers {
  office: HonestClient;
  bursar: HonestClient;
}

/** Where to look up what there is to work on, service by service. */
export type Databases = Record<'finance' | 'attendance' | 'courses' | 'resources', Client>;

/** One person's work, done again and again. */
type Activity = () => Promise<void>;

const POST = `mutation ($input: PostTransactionInput!) {
  postTransaction(input: $input) { transaction { id } userErrors { code message } } }`;
const SUBMIT = `mutation ($input: SubmitRegisterInput!) {
  submitRegister(input: $input) { session { id version } userErrors { code message } } }`;
const ENROLL = `mutation ($input: EnrollInput!) {
  enroll(input: $input) { enrollment { id } userErrors { code message } } }`;
const REGISTER = `mutation ($input: RegisterForEventInput!) {
  registerForEvent(input: $input) { registration { id } userErrors { code message } } }`;
const CANCEL = `mutation ($input: CancelRegistrationInput!) {
  cancelRegistration(input: $input) { registration { id } userErrors { code message } } }`;
const READ = `query ($school: ID!) {
  schools { nodes { id name attendanceToday { summary { recorded present } registersOutstanding } } }
  students(schoolId: $school, first: 10) { nodes { id user { givenName } attendanceToday { summary { present } } } } }`;

/** The event of the school's own that everybody changes their mind about. */
export const EVENT_ID = demoId(ID_PREFIXES.Event, `${RASOHA.name} Sports day`);

/** A school's day: fees are posted, registers taken, students put into classes and on lists, boards looked at. */
export class Workload {
  readonly acknowledged: Acknowledged = {
    ...{ transactions: [], registers: [], enrollments: [], registrations: new Map() },
  };
  /** Answers that make no sense: refusals of what nobody else is working on. */
  readonly surprises: string[] = [];
  private hasEnded = false;
  private running: Promise<void>[] = [];

  constructor(
    private readonly callers: Callers,
    private readonly databases: Databases,
  ) {}

  async start(): Promise<void> {
    const registers = await this.registerTakers(2);
    const posters = await Promise.all([this.poster(), this.poster()]);
    const clerks = [await this.enroller(), await this.registrar()];
    const activities = [...registers, ...posters, ...clerks, this.reader(), this.reader()];
    this.running = activities.map((activity) => this.repeat(activity));
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    await Promise.all(this.running);
  }

  private async repeat(activity: Activity): Promise<void> {
    while (!this.hasEnded) {
      await activity();
      await sleep(60);
    }
  }

  private async poster(): Promise<Activity> {
    const { rows } = await this.databases.finance.query<{ id: string; ledger_id: string; currency: string }>(
      `SELECT a.id, ledger_id, currency FROM accounts a JOIN ledgers l ON l.id = ledger_id
       WHERE school_id = $1 ORDER BY a.id LIMIT 2`,
      [RASOHA.id],
    );
    const [debit, credit] = rows as [(typeof rows)[0], (typeof rows)[0]];
    const posting = ({ id, currency }: typeof debit, amount: string) => ({
      accountId: id,
      amount: { amount, currencyCode: currency },
    });
    return async () => {
      const id = newId(ID_PREFIXES.Transaction);
      const amount = `${1 + Math.floor(Math.random() * 500)}.25`;
      const postings = [posting(debit, amount), posting(credit, `-${amount}`)];
      const date = new Date().toISOString().slice(0, 10);
      const input = { id, ledgerId: debit.ledger_id, date, description: 'Campaign', postings };
      const data = await this.callers.bursar.send(POST, { input });
      if (data && this.isFine(data.postTransaction)) this.acknowledged.transactions.push(id);
    };
  }

  /** Each takes registers of its own, so that nobody's version is stale. */
  private async registerTakers(count: number): Promise<Activity[]> {
    const { attendance } = this.databases;
    const sessions = await attendance.query<{ id: string; version: number }>(
      `SELECT id, version FROM attendance_sessions WHERE school_id = $1 AND school_date <= current_date
       ORDER BY school_date DESC, id LIMIT $2`,
      [RASOHA.id, 10 * count],
    );
    const codes = await attendance.query<{ id: string }>(
      `SELECT id FROM attendance_codes WHERE school_id = $1 AND category IN ('PRESENT', 'TARDY') ORDER BY category`,
      [RASOHA.id],
    );
    const versions = new Map(sessions.rows.map(({ id, version }) => [id, version]));
    const ids = [...versions.keys()];
    return Array.from({ length: count }, (_, taker) => {
      const own = ids.filter((_id, index) => index % count === taker);
      let round = 0;
      return async () => {
        const id = own[round % own.length]!;
        const { id: code } = codes.rows[Math.floor(round++ / own.length) % codes.rows.length]!;
        const input = {
          ...{ sessionId: id, expectedVersion: versions.get(id)!, idempotencyKey: randomUUID() },
          ...{ marks: [], restOfClass: code },
        };
        const data = await this.callers.office.send(SUBMIT, { input });
        if (!data || !this.isFine(data.submitRegister)) return;
        const { version } = data.submitRegister.session as { version: number };
        this.acknowledged.registers.push(`${id}:${version}`);
        versions.set(id, version);
      };
    });
  }

  private async enroller(): Promise<Activity> {
    const { rows } = await this.databases.courses.query<{ sectionId: string; studentId: string }>(
      `SELECT section_id AS "sectionId", student_id AS "studentId" FROM (
         SELECT s.id AS section_id, p.student_id, row_number() OVER (PARTITION BY s.id ORDER BY p.student_id) AS place
         FROM class_sections s
         JOIN (SELECT DISTINCT student_id, school_id FROM enrollments) p ON p.school_id = s.school_id
         WHERE s.school_id = $1
           AND NOT EXISTS (SELECT FROM enrollments e WHERE e.section_id = s.id AND e.student_id = p.student_id)
       ) candidates WHERE place <= 6 ORDER BY place, section_id`,
      [RASOHA.id],
    );
    return async () => {
      const place = rows.shift();
      if (!place) return;
      const data = await this.callers.office.send(ENROLL, { input: place });
      // A place that an attempt has given before it was cut off is no surprise.
      if (data && this.isFine(data.enroll, 'ALREADY_ENROLLED')) this.acknowledged.enrollments.push(place);
      await sleep(500);
    };
  }

  /** Puts students on the list of an event, and takes them off again. */
  private async registrar(): Promise<Activity> {
    const { rows } = await this.databases.resources.query<{ id: string }>(
      `SELECT student_id AS id FROM school_students s WHERE school_id = $1 AND NOT EXISTS (
         SELECT FROM registrations r WHERE r.event_id = $2 AND r.student_id = s.student_id)
       ORDER BY student_id LIMIT 20`,
      [RASOHA.id, EVENT_ID],
    );
    const { registrations } = this.acknowledged;
    const { office } = this.callers;
    let round = 0;
    return async () => {
      const studentId = rows[round++ % rows.length]!.id;
      const input = { eventId: EVENT_ID, studentId, idempotencyKey: randomUUID() };
      const registered = await office.send(REGISTER, { input });
      if (!registered || !this.isFine(registered.registerForEvent)) return;
      const registrationId = registered.registerForEvent.registration.id as string;
      registrations.set(registrationId, 'CONFIRMED');
      await sleep(200);
      // Until there is an answer it may be either.
      registrations.delete(registrationId);
      const cancelled = await office.send(CANCEL, { input: { registrationId } });
      if (cancelled && this.isFine(cancelled.cancelRegistration, 'ALREADY_CANCELLED'))
        registrations.set(registrationId, 'CANCELLED');
      await sleep(200);
    };
  }

  private reader(): Activity {
    return async () => {
      await this.callers.office.send(READ, { school: RASOHA.id });
    };
  }

  private isFine({ userErrors }: { userErrors: { code: string; message: string }[] }, but?: string): boolean {
    const unexpected = userErrors.filter(({ code }) => code !== but);
    this.surprises.push(...unexpected.map(({ code, message }) => `${code}: ${message}`));
    return unexpected.length === 0;
  }
}
