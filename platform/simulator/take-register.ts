import { randomUUID } from 'node:crypto';
import { civilDate } from '../../kernel/clock';
import type { Random } from '../demo/random';
import type { DemoSchool } from '../demo/schools';
import type { DemoUser } from './demo-user';

interface Register {
  id: string;
  version: number;
  state: string;
  register: { student: { id: string }; record: { code: { id: string } } | null }[];
}

interface Codes {
  attendanceCodes: { id: string; category: string }[];
}

const SESSIONS = `query ($school: ID!, $date: Date!, $states: [SessionState!]) {
  attendanceSessions(schoolId: $school, date: $date, filter: { states: $states }, first: 10) { nodes { id } }
}`;
const REGISTER = `query ($id: ID!) {
  attendanceSession(id: $id) { id version state register { student { id } record { code { id } } } }
}`;
const CODES = `query ($school: ID!) { attendanceCodes(schoolId: $school) { id category } }`;
const SUBMIT = `mutation ($input: SubmitRegisterInput!) { submitRegister(input: $input) { userErrors { code message } } }`;

/** Takes the next of today's registers, or corrects a mark in one where all are taken. */
export async function takeRegister(office: DemoUser, school: DemoSchool, random: Random): Promise<void> {
  const { attendanceCodes } = await office.send<Codes>(CODES, { school: school.id });
  const codeFor = (category: string) => attendanceCodes.find((code) => code.category === category)!.id;
  const session = await nextRegister(office, school, random);
  if (!session) return;

  const { student, record } = random.pick(session.register);
  const [present, late, absent] = [codeFor('PRESENT'), codeFor('TARDY'), codeFor('UNEXCUSED_ABSENCE')];
  // A correction changes the mark that is there; a first submission makes a few exceptions from "all present".
  const codeId = record?.code.id === present ? late : record ? present : random.pick([present, late, absent]);
  await office.send(SUBMIT, {
    input: {
      sessionId: session.id,
      expectedVersion: session.version,
      idempotencyKey: randomUUID(),
      marks: [{ studentId: student.id, codeId }],
      restOfClass: present,
    },
  });
}

async function nextRegister(office: DemoUser, school: DemoSchool, random: Random): Promise<Register | null> {
  const variables = { school: school.id, date: civilDate(new Date(), school.timeZone) };
  const find = (states: string[]) =>
    office.send<{ attendanceSessions: { nodes: { id: string }[] } }>(SESSIONS, { ...variables, states });
  const open = (await find(['SCHEDULED', 'OPEN'])).attendanceSessions.nodes;
  const sessions = open.length > 0 ? open.slice(0, 1) : (await find(['SUBMITTED'])).attendanceSessions.nodes;
  if (sessions.length === 0) return null;
  const { attendanceSession } = await office.send<{ attendanceSession: Register }>(REGISTER, {
    id: random.pick(sessions).id,
  });
  return attendanceSession;
}
