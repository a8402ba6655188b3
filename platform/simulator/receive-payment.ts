import { randomUUID } from 'node:crypto';
import { civilDate } from '../../kernel/clock';
import type { Random } from '../demo/random';
import type { DemoSchool } from '../demo/schools';
import type { DemoUser } from './demo-user';

interface Money {
  amount: string;
  currencyCode: string;
}

interface Due {
  nodes: { fees: { nextDue: { id: string; outstanding: Money } | null } | null }[];
}

const DUE = `query ($school: ID!) {
  students(schoolId: $school, first: 100) { nodes { fees { nextDue { id outstanding { amount currencyCode } } } } }
}`;
const PAY = `mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { userErrors { code } } }`;
/** What a family pays at a time, at most. */
const INSTALMENT = 1_000;

/** Some family pays an instalment of what it owes. */
export async function receivePayment(bursar: DemoUser, school: DemoSchool, random: Random): Promise<void> {
  const { students } = await bursar.send<{ students: Due }>(DUE, { school: school.id });
  const due = students.nodes.flatMap(({ fees }) => (fees?.nextDue ? [fees.nextDue] : []));
  if (due.length === 0) return;
  const { id, outstanding } = random.pick(due);
  const amount = Number(outstanding.amount) > INSTALMENT ? INSTALMENT.toFixed(2) : outstanding.amount;
  await bursar.send(PAY, {
    input: {
      invoiceId: id,
      amount: { ...outstanding, amount },
      receivedOn: civilDate(new Date(), school.timeZone),
      idempotencyKey: randomUUID(),
    },
  });
}
