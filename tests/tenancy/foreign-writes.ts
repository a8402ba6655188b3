import type { DataSource } from 'typeorm';
import type { ServiceName } from '../../kernel/config';
import { newId } from '../../kernel/ids';
import { FOREIGN } from './demo-databases';

/** A change of the foreign tenant's data that somebody of that tenant could make right now. */
export interface ForeignWrite {
  /** Its one field is called `done`. */
  mutation: string;
  variables: { input: object };
  /** The student in whose name it is. */
  student?: string;
}

const act = (name: string, input: object, student?: string): ForeignWrite => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const mutation = `mutation ($input: ${type}!) { done: ${name}(input: $input) { userErrors { code message } } }`;
  return { mutation, variables: { input }, student };
};

type Row = Record<string, string>;

/** One row of the foreign tenant, $1. */
async function one(owner: DataSource, sql: string): Promise<Row> {
  const [row] = await owner.query<Row[]>(`${sql} LIMIT 1`, [FOREIGN.tenantId]);
  if (!row) throw new Error(`The demo has nothing for ${sql}`);
  return row;
}

const WRITES: Record<ServiceName, (owner: DataSource) => Promise<ForeignWrite[]>> = {
  // Signing in is what the service's only mutation does, and it stores nothing.
  users: () => Promise.resolve([]),

  courses: async (owner) => {
    const place = await one(
      owner,
      `SELECT enrollments.id AS enrollment, enrollments.section_id AS section, student_id AS student, lessons.id AS lesson
       FROM enrollments JOIN class_sections ON class_sections.id = section_id JOIN lessons USING (course_id)
       WHERE enrollments.tenant_id = $1 AND state = 'ACTIVE' AND is_published
         AND NOT EXISTS (SELECT FROM lesson_completions
                         WHERE enrollment_id = enrollments.id AND lesson_id = lessons.id)`,
    );
    const { student: other } = await one(
      owner,
      `SELECT student_id AS student FROM school_students
       WHERE tenant_id = $1 AND student_id NOT IN (SELECT student_id FROM enrollments WHERE section_id = '${place.section}')`,
    );
    return [
      act('markLessonComplete', { enrollmentId: place.enrollment, lessonId: place.lesson }, place.student),
      act('enroll', { sectionId: place.section, studentId: other }),
    ];
  },

  attendance: async (owner) => {
    const session = await one(
      owner,
      `SELECT id, version FROM attendance_sessions WHERE tenant_id = $1 AND state = 'SUBMITTED'`,
    );
    const code = await one(owner, `SELECT id FROM attendance_codes WHERE tenant_id = $1 AND code = 'A'`);
    const key = { expectedVersion: session.version, idempotencyKey: newId('key') };
    return [act('submitRegister', { sessionId: session.id, ...key, marks: [], restOfClass: code.id })];
  },

  resources: async (owner) => {
    const event = await one(
      owner,
      `SELECT id FROM events JOIN event_capacities ON event_id = id
       WHERE events.tenant_id = $1 AND status = 'PUBLISHED' AND starts_at > now() + interval '1 day'
         AND (capacity IS NULL OR confirmed < capacity)`,
    );
    const registration = await one(
      owner,
      `SELECT id FROM registrations WHERE tenant_id = $1 AND status = 'CONFIRMED'`,
    );
    const student = newId('stu');
    const place = { eventId: event.id, studentId: student, quantity: 1, idempotencyKey: newId('key') };
    return [
      act('registerForEvent', place, student),
      act('cancelRegistration', { registrationId: registration.id }),
    ];
  },

  finance: async (owner) => {
    const invoice = await one(
      owner,
      `SELECT id, currency, issue_date::text AS day FROM invoices
       WHERE tenant_id = $1 AND state = 'ISSUED' AND paid_minor_units = 0`,
    );
    const ledger = await one(owner, `SELECT id FROM ledgers WHERE tenant_id = $1 AND kind = 'SCHOOL'`);
    const accounts = await owner.query<Row[]>('SELECT id FROM accounts WHERE ledger_id = $1', [ledger.id]);
    const amount = (sign: string) => ({ amount: `${sign}1.00`, currencyCode: invoice.currency });
    const receipt = { amount: amount(''), receivedOn: invoice.day, idempotencyKey: newId('key') };
    return [
      act('recordPayment', { invoiceId: invoice.id, ...receipt }),
      act('postTransaction', {
        id: newId('txn'),
        ledgerId: ledger.id,
        date: invoice.day,
        description: 'Stationery',
        postings: [
          { accountId: accounts[0]!.id, amount: amount('') },
          { accountId: accounts[1]!.id, amount: amount('-') },
        ],
      }),
    ];
  },
};

/** Changes that every rule of a service allows to somebody with every role at the foreign school. */
export function foreignWrites(service: ServiceName, owner: DataSource): Promise<ForeignWrite[]> {
  return WRITES[service](owner);
}
