import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { civilDate } from '../../kernel/clock';
import type { ServiceName } from '../../kernel/config';
import { withTenant } from '../../kernel/database/tenant-scope';
import { recordOnTopic } from '../../kernel/events/topics';
import { newId } from '../../kernel/ids';
import { demoId } from '../../platform/demo/demo-id';
import { populate } from '../../platform/demo/population';
import type { DemoSchool } from '../../platform/demo/schools';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { registersOf } from '../../subgraphs/attendance/register/registers-topic';
import { progressOf } from '../../subgraphs/courses/progress/progress-topic';
import { placesAt } from '../../subgraphs/resources/registration/places-topic';
import { Registration } from '../../subgraphs/resources/registration/registration.entity';
import { postingsTo } from '../../subgraphs/finance/transaction/postings-topic';
import { send } from './client';
import type { DemoStack } from './demo-stack';

/** A subscription field of the platform that can be taken up again, about one thing of a school. */
export interface LiveField {
  name: string;
  /** Whether each event is told, or what they come to. */
  tells: 'each' | 'state';
  service: ServiceName;
  topic: string;
  /** Takes `$after`; what it tells of an event is called `mark`, its place `cursor`. */
  query: string;
  variables: Record<string, unknown>;
  /** A login of who follows it. */
  login: string;
  /** Makes the next thing happen. @returns how it is told: the mark of its event */
  act(): Promise<unknown>;
  /** Tells of something that has happened once more, on the topic alone. */
  again(tx: EntityManager, mark: unknown): Promise<void>;
}

/** Opens each field, about something at a school that nobody else is about. */
export type OpenField = (stack: DemoStack, school: DemoSchool) => Promise<LiveField>;

const REGISTERS = `query ($school: ID!, $date: Date!) {
  attendanceSessions(schoolId: $school, date: $date, first: 1) { nodes { id version section { id } } }
  attendanceCodes(schoolId: $school) { id category } }`;
const SUBMIT = `mutation ($input: SubmitRegisterInput!) { outcome: submitRegister(input: $input) {
  session { version } userErrors { code message } } }`;
const COMPLETE = `mutation ($input: MarkLessonCompleteInput!) { outcome: markLessonComplete(input: $input) {
  enrollment { progress { percentage } } userErrors { code message } } }`;
const POST = `mutation ($input: PostTransactionInput!) { outcome: postTransaction(input: $input) {
  transaction { id } userErrors { code message } } }`;
const REGISTER = `mutation ($input: RegisterForEventInput!) { outcome: registerForEvent(input: $input) {
  registration { id } userErrors { code message } } }`;
const CANCEL = `mutation ($input: CancelRegistrationInput!) { outcome: cancelRegistration(input: $input) {
  registration { id } userErrors { code message } } }`;

/** Registers of a school; the same one is taken again and again. */
const registers: OpenField = async (stack, school) => {
  const { tenantId, id: schoolId } = school;
  const read = async () => {
    const date = civilDate(new Date(), school.timeZone);
    const { data } = await ask(stack, school, 'office', REGISTERS, { school: schoolId, date });
    return { session: data.attendanceSessions.nodes[0], code: data.attendanceCodes[0].id as string };
  };
  const topic = registersOf(schoolId);
  return {
    ...{ name: 'registerSubmitted', tells: 'each', service: 'attendance', topic, login: 'office' },
    query: `subscription ($school: ID!, $after: String) {
      event: registerSubmitted(schoolId: $school, after: $after) { cursor mark: version } }`,
    variables: { school: schoolId },
    act: async () => {
      const { session, code } = await read();
      const input = { sessionId: session.id, expectedVersion: session.version, marks: [], restOfClass: code };
      const done = await act(stack, school, 'office', SUBMIT, { ...input, idempotencyKey: randomUUID() });
      return done.session.version as number;
    },
    again: async (tx, version) => {
      const { session } = await read();
      const counts = { version: version as number, expectedCount: 1, recordedCount: 1 };
      const by = { submittedBy: 'usr_1', submittedAt: new Date().toISOString() };
      const payload = { sessionId: session.id, schoolId, sectionId: session.section.id, ...counts, ...by };
      const about = { name: 'register.submitted', tenantId, aggregateId: session.id } as const;
      await recordOnTopic(tx, topic, { ...about, occurredAt: new Date(), payload });
    },
  };
};

const figures: OpenField = async (stack, school) => {
  const field = await registers(stack, school);
  const query = `subscription ($school: ID!, $after: String) {
    event: attendanceTotalsChanged(schoolId: $school, after: $after) { cursor mark: sequence today { asOf } } }`;
  return { ...field, ...{ name: 'attendanceTotalsChanged', tells: 'state', query } };
};

/** The progress of a student who had completed nothing of a course of five lessons, twenty per cent each. */
const progress: OpenField = async (stack, school) => {
  const { tenantId } = school;
  const { db } = stack.subgraphs.courses.services;
  const [{ enrollmentId, studentId, sectionId }] = await withTenant(tenantId, () =>
    db.query(
      `SELECT place.id AS "enrollmentId", student_id AS "studentId", section.id AS "sectionId"
       FROM enrollments place JOIN class_sections section ON section.id = place.section_id
       WHERE section.school_id = $1 AND section.title LIKE $2 ORDER BY random() LIMIT 1`,
      [school.id, `${school.subjects[0]}%`],
    ),
  );
  const forget = 'DELETE FROM lesson_completions WHERE enrollment_id = $1';
  await withTenant(tenantId, () => db.query(forget, [enrollmentId]));
  const topic = progressOf(enrollmentId);
  return {
    ...{ name: 'courseProgressChanged', tells: 'each', service: 'courses', topic, login: 'teacher' },
    query: `subscription ($enrollment: ID!, $after: String) {
      event: courseProgressChanged(enrollmentId: $enrollment, after: $after) { cursor mark: percentage } }`,
    variables: { enrollment: enrollmentId },
    act: async () => {
      const query = '{ node(id: $id) { ... on Enrollment { progress { nextLesson { id } } } } }';
      const { data } = await ask(stack, school, 'teacher', `query ($id: ID!) ${query}`, { id: enrollmentId });
      const input = { enrollmentId, lessonId: data.node.progress.nextLesson.id };
      const done = await act(stack, school, 'teacher', COMPLETE, { ...input });
      return done.enrollment.progress.percentage as number;
    },
    again: (tx, mark) => {
      const counts = { percentage: mark as number, completedRequirements: 1, totalRequirements: 5 };
      const payload = { enrollmentId, sectionId, studentId, nextLessonId: null, ...counts };
      const about = { name: 'course_progress.changed', tenantId, aggregateId: enrollmentId } as const;
      return recordOnTopic(tx, topic, { ...about, occurredAt: new Date(), payload });
    },
  };
};

/** The household of the first guardian. */
const transactions: OpenField = async (stack, school) => {
  const { tenantId } = school;
  const { data } = await ask(stack, school, 'guardian', '{ ledgers { nodes { id accounts { id } } } }');
  const [{ id: ledgerId, accounts }] = data.ledgers.nodes;
  const topic = postingsTo(ledgerId);
  const date = civilDate(new Date(), school.timeZone);
  const line = (i: number, amount: string) => ({
    accountId: accounts[i].id,
    amount: { amount, currencyCode: school.currency },
  });
  return {
    ...{ name: 'transactionPosted', tells: 'each', service: 'finance', topic, login: 'guardian' },
    query: `subscription ($ledger: ID!, $after: String) {
      event: transactionPosted(ledgerId: $ledger, after: $after) { cursor mark: transaction { id } } }`,
    variables: { ledger: ledgerId },
    act: async () => {
      const postings = [line(0, '1.50'), line(1, '-1.50')];
      const input = { id: newId(ID_PREFIXES.Transaction), ledgerId, date, description: 'Lunch', postings };
      return (await act(stack, school, 'guardian', POST, input)).transaction;
    },
    again: (tx, mark) => {
      const payload = { ledgerId, transactionId: (mark as { id: string }).id, date };
      const about = { name: 'transaction.posted', tenantId, aggregateId: ledgerId } as const;
      return recordOnTopic(tx, topic, { ...about, occurredAt: new Date(), payload });
    },
  };
};

/** The places at an event of the school's own that is not limited; somebody changes their mind again and again. */
const places: OpenField = async (stack, school) => {
  const { tenantId, id: schoolId } = school;
  const eventId = demoId(ID_PREFIXES.Event, `${school.name} Sports day`);
  const studentId = populate(school).students[0]!.id;
  const { db } = stack.subgraphs.resources.services;
  const [standing] = await withTenant(tenantId, () =>
    db.manager.findBy(Registration, { eventId, studentId, status: 'CONFIRMED' }),
  );
  let registrationId = standing?.id ?? null;
  const topic = placesAt(eventId);
  return {
    ...{ name: 'eventAvailability', tells: 'state', service: 'resources', topic, login: 'office' },
    query: `subscription ($event: ID!, $after: String) {
      event: eventAvailability(eventId: $event, after: $after) { cursor mark: sequence availability { confirmed } } }`,
    variables: { event: eventId },
    act: async () => {
      const done = registrationId
        ? await act(stack, school, 'office', CANCEL, { registrationId })
        : await act(stack, school, 'office', REGISTER, { eventId, studentId, idempotencyKey: randomUUID() });
      registrationId = registrationId ? null : done.registration.id;
      return registrationId;
    },
    again: (tx) => {
      const payload = { eventId, registrationId: 'reg_1', studentId, schoolId };
      const about = { name: 'registration.confirmed', tenantId, aggregateId: eventId } as const;
      return recordOnTopic(tx, topic, { ...about, occurredAt: new Date(), payload });
    },
  };
};

/** Every field of the platform that can be taken up again. */
export const LIVE_FIELDS: Readonly<Record<string, OpenField>> = {
  registerSubmitted: registers,
  attendanceTotalsChanged: figures,
  courseProgressChanged: progress,
  transactionPosted: transactions,
  eventAvailability: places,
};

async function ask(stack: DemoStack, school: DemoSchool, login: string, query: string, variables = {}) {
  const reply = await send(stack.gateway.url, await stack.tokenFor(login, school), query, variables);
  if (reply.errors) throw new Error(JSON.stringify(reply.errors));
  return reply;
}

async function act(stack: DemoStack, school: DemoSchool, login: string, mutation: string, input: object) {
  const { data } = await ask(stack, school, login, mutation, { input });
  if (data.outcome.userErrors.length > 0) throw new Error(JSON.stringify(data.outcome.userErrors));
  return data.outcome;
}
