import type { ViewerClaims } from '../../kernel/auth/viewer';
import type { Clock } from '../../kernel/clock';
import type { AnyEvent } from '../../kernel/events/bus';
import { newId } from '../../kernel/ids';
import type { EventName, Events } from '../../schema/events';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { createDefaultCodes } from '../../subgraphs/attendance/code/create-default-codes';
import { AttendanceSession } from '../../subgraphs/attendance/session/attendance-session.entity';
import type { TestSubgraph } from './subgraph';
import { aMember } from './viewers';

/** A Friday; half past eleven in Nairobi. */
export const NOW = new Date('2026-11-20T08:30:00Z');
export const TODAY = '2026-11-20';
export const fixedClock: Clock = { now: () => NOW };

type Meeting = Events['meetings.scheduled']['meetings'][number];

/** Another service's event, as the bus carries it. */
export function anEvent<N extends EventName>(
  name: N,
  tenantId: string,
  aggregateId: string,
  payload: Events[N],
): AnyEvent {
  return {
    id: newId('evt'),
    name,
    version: 1,
    tenantId,
    aggregateId,
    occurredAt: NOW.toISOString(),
    payload,
  } as AnyEvent;
}

/** A class meeting of 40 minutes; today at eight UTC, just begun, unless said otherwise. */
export function aMeeting(date = TODAY, time = '08:00'): Meeting {
  const startsAt = new Date(`${date}T${time}:00Z`);
  const endsAt = new Date(startsAt.getTime() + 40 * 60_000);
  return {
    meetingId: newId(ID_PREFIXES.ClassMeeting),
    schoolDate: date,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  };
}

/** Ids of new students. */
export function someStudents(count: number): string[] {
  return Array.from({ length: count }, () => newId(ID_PREFIXES.Student)).sort();
}

interface ClassOptions {
  tenantId?: string;
  schoolId?: string;
  timeZone?: string;
  /** Ids, or how many new ones. */
  students?: number | string[];
  meetings?: Meeting[];
}

/** A class as courses told of it, its registers, and people around it. */
export interface TestClass {
  tenantId: string;
  schoolId: string;
  sectionId: string;
  /** Sorted. */
  studentIds: string[];
  /** In the order of the meetings. */
  sessions: AttendanceSession[];
  /** Ids of the school's codes, by letter. */
  codes: Record<string, string>;
  teacher: ViewerClaims;
  principal: ViewerClaims;
}

/** A class with registers, fed by events alone. */
export async function aClass(attendance: TestSubgraph, options: ClassOptions = {}): Promise<TestClass> {
  const {
    tenantId = newId('org'),
    schoolId = newId(ID_PREFIXES.School),
    timeZone = 'Africa/Nairobi',
  } = options;
  const { students = 3, meetings = [aMeeting()] } = options;
  const studentIds = typeof students === 'number' ? someStudents(students) : [...students].sort();
  const [sectionId, staff] = [newId(ID_PREFIXES.ClassSection), newId(ID_PREFIXES.Staff)];
  const facts = { title: '9A Maths', courseTitle: 'Mathematics', gradeLevel: '9' };
  await attendance.bus.publish([
    anEvent('section.created', tenantId, sectionId, {
      ...facts,
      sectionId,
      schoolId,
      timeZone,
      teacherIds: [staff],
    }),
    anEvent('meetings.scheduled', tenantId, sectionId, { sectionId, meetings }),
    enrolment(tenantId, sectionId, studentIds),
  ]);
  const { manager } = attendance.services.db;
  const codes = await createDefaultCodes(manager, tenantId, schoolId);
  const stored = await manager.findBy(AttendanceSession, { sectionId });
  return {
    tenantId,
    schoolId,
    sectionId,
    studentIds,
    sessions: meetings.map(({ meetingId }) => stored.find((session) => session.meetingId === meetingId)!),
    codes: Object.fromEntries(codes.map(({ code, id }) => [code, id])),
    teacher: aMember(tenantId, schoolId, 'TEACHER', { staff }),
    principal: aMember(tenantId, schoolId, 'PRINCIPAL'),
  };
}

/** Students get places in a section, by default since long ago. */
export function enrolment(
  tenantId: string,
  sectionId: string,
  studentIds: readonly string[],
  { beginDate = '2026-01-05', endDate = null }: { beginDate?: string; endDate?: string | null } = {},
): AnyEvent {
  const enrollments = studentIds.map((studentId) => {
    return { enrollmentId: newId(ID_PREFIXES.Enrollment), studentId, beginDate, endDate };
  });
  return anEvent('enrollments.created', tenantId, sectionId, { sectionId, enrollments });
}

export const SUBMIT = `mutation ($input: SubmitRegisterInput!) {
  submitRegister(input: $input) {
    session { id state version expectedCount recordedCount submittedAt submittedBy { id } }
    replayed
    userErrors { code field message }
  }
}`;

interface Submission {
  sessionId?: string;
  expectedVersion?: number;
  idempotencyKey?: string;
  marks?: object[];
  restOfClass?: string;
}

/** Hands in the first register of a class, everybody present unless said otherwise. */
export async function submit(
  attendance: TestSubgraph,
  klass: TestClass,
  { viewer = klass.teacher, ...input }: Submission & { viewer?: ViewerClaims | null } = {},
) {
  const everybody = input.marks ? {} : { restOfClass: klass.codes.P };
  const defaults = {
    sessionId: klass.sessions[0]!.id,
    expectedVersion: 0,
    idempotencyKey: newId('key'),
    marks: [],
  };
  const reply = await attendance.send(viewer, SUBMIT, { input: { ...defaults, ...everybody, ...input } });
  return { ...reply, payload: reply.data?.submitRegister };
}

/** Texts of the SQL statements that `work` cost; what the relay does beside it does not count. */
export async function statementsOf(
  attendance: TestSubgraph,
  work: () => Promise<unknown>,
): Promise<string[]> {
  attendance.takeStatements();
  await work();
  return attendance.takeStatements().filter((sql) => !/outbox|^(START TRANSACTION|COMMIT)/.test(sql));
}
