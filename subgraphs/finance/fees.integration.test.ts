import { aCharge, anInvoice, aPayment, aSchoolLedger, BUILT_AT } from '../../tests/support/finance-builders';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import { aGuardian, aMember, aViewer } from '../../tests/support/viewers';
import type { ViewerClaims } from '../../kernel/auth/viewer';
import { newId } from '../../kernel/ids';
import { financeSubgraph } from './subgraph';

let finance: TestSubgraph;
let now = BUILT_AT;
const db = () => finance.services.db;

beforeAll(async () => {
  finance = await openSubgraph(financeSubgraph(), { clock: { now: () => now } });
});
beforeEach(() => {
  now = BUILT_AT;
});
afterAll(() => finance.stop());

const INVOICE = `query ($id: ID!) { invoice(id: $id) { number status description issueDate dueDate total { amount currencyCode }
  outstanding { amount } school { id } student { id } } }`;

describe('an invoice', () => {
  it('is read by those who send it and those who pay it', async () => {
    const { invoice, bursar, tenantId, schoolId } = await aCharge(db(), { number: '2026-17' });
    const ward = { student: invoice.studentId, school: schoolId };
    const readers = [
      bursar,
      aMember(tenantId, schoolId, 'PRINCIPAL'),
      aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR'),
      aGuardian(tenantId, ward),
    ];
    for (const reader of readers) {
      expect((await finance.send(reader, INVOICE, { id: invoice.id })).data.invoice).toEqual({
        number: '2026-17',
        status: 'ISSUED',
        description: 'Tuition, term 1',
        issueDate: '2026-03-01',
        dueDate: '2026-03-31',
        total: { amount: '1000.00', currencyCode: 'KES' },
        outstanding: { amount: '1000.00' },
        school: { id: schoolId },
        student: { id: invoice.studentId },
      });
    }
    const strangers = [
      aGuardian(tenantId, { ...ward, finance: false }),
      aGuardian(tenantId, { ...ward, student: newId('stu') }),
      aViewer(tenantId, { student: invoice.studentId, roles: [{ org: schoolId, role: 'STUDENT' }] }),
      aMember(tenantId, schoolId, 'TEACHER'),
      aMember(tenantId, newId('sch'), 'BURSAR'),
      aMember('org_other', schoolId, 'BURSAR'),
      aGuardian('org_other', ward),
    ];
    for (const stranger of strangers) {
      expect((await finance.send(stranger, INVOICE, { id: invoice.id })).data).toEqual({ invoice: null });
    }
  });

  it('is overdue from the day after its due date, by the school’s calendar', async () => {
    const { invoice, bursar } = await aCharge(db());
    const statusAt = async (instant: string) => {
      now = new Date(instant);
      return (await finance.send(bursar, INVOICE, { id: invoice.id })).data.invoice.status;
    };
    // Nairobi is three hours ahead of UTC: its April begins at 21:00 of the 31st.
    expect(await statusAt('2026-03-31T20:59:59Z')).toBe('ISSUED');
    expect(await statusAt('2026-03-31T21:00:00Z')).toBe('OVERDUE');
  });

  it('is not shown to a guardian before it is issued', async () => {
    const { invoice, bursar, tenantId, schoolId } = await aCharge(db());
    await db().query(`UPDATE invoices SET state = 'DRAFT' WHERE id = $1`, [invoice.id]);
    const guardian = aGuardian(tenantId, { student: invoice.studentId, school: schoolId });
    expect((await finance.send(guardian, INVOICE, { id: invoice.id })).data.invoice).toBeNull();
    expect((await finance.send(bursar, INVOICE, { id: invoice.id })).data.invoice).toMatchObject({
      status: 'DRAFT',
    });
  });
});

const FEES = `query ($students: [_Any!]!, $first: Int = 20) { _entities(representations: $students) { ... on Student { fees {
  outstanding { byCurrency { amount currencyCode } } nextDue { number }
  invoices(first: $first) { nodes { number status } totalCount } } } } }`;
const feesOf = async (viewer: ViewerClaims | null, ...ids: string[]) => {
  const students = ids.map((id) => ({ __typename: 'Student', id }));
  const { data, errors } = await finance.send(viewer, FEES, { students });
  expect(errors).toBeUndefined();
  return data._entities.map(({ fees }: { fees: unknown }) => fees);
};

describe('what is owed for a student', () => {
  it('is one row for each currency, and the invoice that falls due first', async () => {
    const { invoice, bursar, ledger, tenantId, schoolId } = await aCharge(db(), {
      number: 'A',
      dueDate: '2026-05-01',
    });
    const { studentId } = invoice;
    const abroad = await aSchoolLedger(db(), { tenantId, currency: 'GBP' });
    const due = '2026-03-20';
    const paid = await anInvoice(db(), ledger, {
      studentId,
      number: 'B',
      dueDate: '2026-03-05',
      issueDate: '2026-03-02',
    });
    await aPayment(db(), paid, '1000');
    await aPayment(db(), invoice, '1');
    await anInvoice(db(), abroad.ledger, {
      studentId,
      number: 'C',
      dueDate: due,
      issueDate: '2026-03-03',
      amount: '80.05',
    });
    const voided = await anInvoice(db(), ledger, {
      studentId,
      number: 'D',
      dueDate: '2026-03-04',
      issueDate: '2026-03-04',
    });
    await db().query(`UPDATE invoices SET state = 'VOID' WHERE id = $1`, [voided.id]);

    const everything = {
      outstanding: { byCurrency: [{ amount: '80.05', currencyCode: 'GBP' }, { amount: '999.00', currencyCode: 'KES' }] },
      nextDue: { number: 'C' },
      invoices: {
        nodes: [
          { number: 'D', status: 'VOID' },
          { number: 'C', status: 'ISSUED' },
          { number: 'B', status: 'PAID' },
          { number: 'A', status: 'PARTIALLY_PAID' },
        ],
        totalCount: 4,
      },
    }; // prettier-ignore
    expect(await feesOf(aGuardian(tenantId, { student: studentId, school: schoolId }), studentId)).toEqual([
      everything,
    ]);
    expect(await feesOf(aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR'), studentId)).toEqual([
      everything,
    ]);
    // A bursar sees what the own school charges, not what another one does.
    expect(await feesOf(bursar, studentId)).toMatchObject([
      { outstanding: { byCurrency: [{ amount: '999.00', currencyCode: 'KES' }] }, nextDue: { number: 'A' } },
    ]);
  });

  it('is told to a guardian even where it is nothing', async () => {
    const guardian = aGuardian('org_1', { student: 'stu_1', school: 'sch_1' });
    const nothing = {
      outstanding: { byCurrency: [] },
      nextDue: null,
      invoices: { nodes: [], totalCount: 0 },
    };
    expect(await feesOf(guardian, 'stu_1')).toEqual([nothing]);
  });

  it('is told to nobody else', async () => {
    const { invoice, tenantId, schoolId } = await aCharge(db());
    const ward = { student: invoice.studentId, school: schoolId };
    const strangers = [
      null,
      aGuardian(tenantId, { ...ward, finance: false }),
      aGuardian(tenantId, { ...ward, student: newId('stu') }),
      aViewer(tenantId, { student: invoice.studentId, roles: [{ org: schoolId, role: 'STUDENT' }] }),
      aMember(tenantId, schoolId, 'TEACHER'),
      aMember(tenantId, newId('sch'), 'BURSAR'),
      aMember('org_other', schoolId, 'BURSAR'),
    ];
    for (const stranger of strangers) expect(await feesOf(stranger, invoice.studentId)).toEqual([null]);
  });

  it('takes the same number of statements for 1, 10 and 40 students', async () => {
    const { ledger, bursar } = await aSchoolLedger(db()).then(async (school) => ({
      ledger: school.ledger,
      bursar: aMember(school.tenantId, school.schoolId, 'BURSAR'),
    }));
    const students: string[] = [];
    for (let i = 0; i < 40; i += 1) students.push((await anInvoice(db(), ledger)).studentId);
    const count = async (n: number) => {
      finance.takeStatements();
      const fees = await feesOf(bursar, ...students.slice(0, n));
      expect(fees.filter(Boolean)).toHaveLength(n);
      return finance.takeStatements().length;
    };
    const one = await count(1);
    expect([await count(10), await count(40)]).toEqual([one, one]);
    expect(one).toBe(4);
  });
});
