import type { EntityManager } from 'typeorm';
import { addDays } from '../../kernel/clock';
import { issueInvoice } from '../../subgraphs/finance/invoice/issue-invoice';
import { payInvoice } from '../../subgraphs/finance/invoice/pay-invoice';
import { openSchoolLedger } from '../../subgraphs/finance/ledger/open-school-ledger';
import type { Population } from './population';
import { createRandom, type Random } from './random';
import { DAYS_BACK } from './seed-teaching';
import { seedHousehold } from './seed-household';

/** What has become of a family's fee: the shares are those of a school that writes reminders. */
type Story = 'PAID' | 'PART_PAID' | 'OVERDUE' | 'OPEN';

function drawStory(random: Random): Story {
  const draw = random.below(100);
  if (draw < 65) return 'PAID';
  if (draw < 80) return 'PART_PAID';
  return draw < 91 ? 'OVERDUE' : 'OPEN';
}

/** Fills the finance database with one school's ledger and this term's fees, and one guardian's own ledger. */
export async function seedFees(
  tx: EntityManager,
  population: Population,
  today: string,
  now: Date,
): Promise<void> {
  const { school, students, staff } = population;
  const { id: schoolId, tenantId, name, currency, timeZone } = school;
  const issueDate = addDays(today, -DAYS_BACK);
  await openSchoolLedger(
    tx,
    { tenantId, schoolId, name: `${name} ledger`, currency, openedOn: issueDate },
    now,
  );

  const random = createRandom(students.length * 31);
  const bursar = staff.find(({ role }) => role === 'BURSAR')!.userId;
  const total = { minorUnits: school.fee, currency };
  for (const student of students) {
    const story = drawStory(random);
    const invoice = await issueInvoice(
      tx,
      {
        ...{ tenantId, schoolId, timeZone, total, issueDate },
        studentId: student.id,
        number: `T1-${student.studentNumber}`,
        description: 'Tuition, first term',
        dueDate: addDays(today, story === 'OVERDUE' ? -5 : 20),
        issuedBy: bursar,
      },
      now,
    );
    const paid = story === 'PAID' ? school.fee : story === 'PART_PAID' ? school.fee / 3n : 0n;
    const receipt = {
      amount: { minorUnits: paid, currency },
      receivedOn: addDays(today, -random.below(20)),
      receivedBy: bursar,
    };
    if (paid > 0n) await payInvoice(tx, invoice, receipt, now);
  }
  await seedHousehold(tx, population, today, now);
}
