import { aCharge, BUILT_AT } from '../../tests/support/finance-builders';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import { aGuardian, aMember } from '../../tests/support/viewers';
import type { ViewerClaims } from '../../kernel/auth/viewer';
import { newId } from '../../kernel/ids';
import type { Invoice } from './invoice/invoice.entity';
import { financeSubgraph } from './subgraph';

let finance: TestSubgraph;
const db = () => finance.services.db;

beforeAll(async () => {
  finance = await openSubgraph(financeSubgraph(), { clock: { now: () => BUILT_AT } });
});
afterAll(() => finance.stop());

const PAY = `mutation ($input: RecordPaymentInput!) {
  recordPayment(input: $input) {
    invoice { status paid { amount } outstanding { amount } }
    transaction { id date kind postings { account { name } amount { amount currencyCode } } }
    replayed userErrors { code field message }
  }
}`;

const payment = (invoice: Invoice, amount: string, over: object = {}) => ({
  invoiceId: invoice.id,
  amount: { amount, currencyCode: invoice.currency },
  receivedOn: '2026-03-02',
  idempotencyKey: newId('key'),
  ...over,
});

const pay = async (viewer: ViewerClaims | null, input: object) => {
  const { data, errors } = await finance.send(viewer, PAY, { input });
  return data?.recordPayment ?? { errors };
};

/** What is stored of an invoice: paid, payments and their sum, the ledger's payments and events, and its balances. */
async function storedOf({ id, ledgerId }: Invoice) {
  const [row] = await db().query(
    `SELECT paid_minor_units::int AS paid,
       (SELECT count(*)::int FROM payments WHERE invoice_id = invoices.id) AS payments,
       (SELECT coalesce(sum(amount_minor_units), 0)::int FROM payments WHERE invoice_id = invoices.id) AS received,
       (SELECT count(*)::int FROM transactions WHERE ledger_id = $2 AND kind = 'FEE_PAYMENT') AS transactions,
       (SELECT count(*)::int - 1 FROM outbox_events WHERE aggregate_id = $2) AS events,
       (SELECT jsonb_object_agg(name, balance_minor_units) FROM accounts WHERE ledger_id = $2) AS balances
     FROM invoices WHERE id = $1`,
    [id, ledgerId],
  );
  return row;
}
const UNPAID = {
  paid: 0,
  payments: 0,
  received: 0,
  transactions: 0,
  events: 0,
  balances: { Bank: 0, 'Fees receivable': 100_000, 'Fee income': -100_000 },
};

describe('recording a payment', () => {
  it('marks the invoice and posts the money to the school’s ledger', async () => {
    const { invoice, bursar } = await aCharge(db());
    expect(await pay(bursar, payment(invoice, '250.50'))).toEqual({
      invoice: { status: 'PARTIALLY_PAID', paid: { amount: '250.50' }, outstanding: { amount: '749.50' } },
      transaction: {
        id: expect.stringMatching(/^txn_/),
        date: '2026-03-02',
        kind: 'FEE_PAYMENT',
        postings: [
          { account: { name: 'Bank' }, amount: { amount: '250.50', currencyCode: 'KES' } },
          { account: { name: 'Fees receivable' }, amount: { amount: '-250.50', currencyCode: 'KES' } },
        ],
      },
      replayed: false,
      userErrors: [],
    });
    expect(await pay(bursar, payment(invoice, '749.50'))).toMatchObject({
      invoice: { status: 'PAID' },
      userErrors: [],
    });
    expect(await storedOf(invoice)).toEqual({
      paid: 100_000,
      payments: 2,
      received: 100_000,
      transactions: 2,
      events: 2,
      balances: { Bank: 100_000, 'Fees receivable': 0, 'Fee income': -100_000 },
    });
  });

  it('takes effect once per key, and says so', async () => {
    const { invoice, bursar } = await aCharge(db());
    const input = payment(invoice, '100');
    const first = await pay(bursar, input);
    const again = await pay(bursar, { ...input, amount: { amount: '100.00', currencyCode: 'KES' } });
    expect(again).toEqual({ ...first, replayed: true });
    expect(await pay(bursar, { ...input, receivedOn: '2026-03-01' })).toMatchObject({
      transaction: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' }],
    });
    expect(await storedOf(invoice)).toMatchObject({ paid: 10_000, payments: 1, transactions: 1, events: 1 });
  });

  it('takes effect once, however often the same request arrives at once', async () => {
    const { invoice, bursar } = await aCharge(db());
    const input = payment(invoice, '600');
    const replies = await Promise.all(Array.from({ length: 8 }, () => pay(bursar, input)));
    const outcomes = replies.map(
      ({ replayed, userErrors }) => userErrors[0]?.code ?? (replayed ? 'replayed' : 'recorded'),
    );
    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
    for (const outcome of outcomes) expect(['recorded', 'replayed']).toContain(outcome);
    expect(await storedOf(invoice)).toMatchObject({ paid: 60_000, payments: 1, transactions: 1, events: 1 });
  });

  it('never takes more than what is outstanding, however many pay at once', async () => {
    const { invoice, bursar } = await aCharge(db());
    const replies = await Promise.all(Array.from({ length: 20 }, () => pay(bursar, payment(invoice, '300'))));
    const codes = replies.map(({ userErrors }) => userErrors[0]?.code ?? 'recorded').sort();
    expect(codes).toEqual([...Array(17).fill('OVERPAYMENT'), ...Array(3).fill('recorded')]);
    expect(await storedOf(invoice)).toEqual({
      paid: 90_000,
      payments: 3,
      received: 90_000,
      transactions: 3,
      events: 3,
      balances: { Bank: 90_000, 'Fees receivable': 10_000, 'Fee income': -100_000 },
    });
  });
});

describe('a payment is refused, and nothing is written,', () => {
  const kes = (amount: string) => ({ amount, currencyCode: 'KES' });
  it.each([
    ['of nothing', { amount: kes('0') }, 'INVALID_AMOUNT', ['input', 'amount', 'amount']],
    ['of less than nothing', { amount: kes('-5') }, 'INVALID_AMOUNT', ['input', 'amount', 'amount']],
    ['of half a cent', { amount: kes('0.005') }, 'INVALID_AMOUNT', ['input', 'amount', 'amount']],
    ['of a cent too much', { amount: kes('1000.01') }, 'OVERPAYMENT', ['input', 'amount', 'amount']],
    [
      'in another currency',
      { amount: { amount: '5', currencyCode: 'USD' } },
      'CURRENCY_MISMATCH',
      ['input', 'amount', 'currencyCode'],
    ],
    [
      'before there was a bank account',
      { receivedOn: '2023-12-31' },
      'INVALID_DATE',
      ['input', 'receivedOn'],
    ],
    ['more than a year ahead', { receivedOn: '2027-03-03' }, 'INVALID_DATE', ['input', 'receivedOn']],
    ['for an unknown invoice', { invoiceId: newId('inv') }, 'NOT_FOUND', ['input', 'invoiceId']],
    [
      'without a key',
      { idempotencyKey: '' },
      'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
      ['input', 'idempotencyKey'],
    ],
  ])('%s', async (_case, over, code, field) => {
    const { invoice, bursar } = await aCharge(db());
    const payload = await pay(bursar, payment(invoice, '5', over));
    expect(payload).toEqual({
      invoice: null,
      transaction: null,
      replayed: false,
      userErrors: [{ code, field, message: expect.any(String) }],
    });
    expect(await storedOf(invoice)).toEqual(UNPAID);
  });

  it.each(['DRAFT', 'VOID'])('for an invoice that is %s', async (state) => {
    const { invoice, bursar } = await aCharge(db());
    await db().query('UPDATE invoices SET state = $1 WHERE id = $2', [state, invoice.id]);
    expect(await pay(bursar, payment(invoice, '5'))).toMatchObject({
      userErrors: [{ code: 'INVOICE_NOT_PAYABLE', field: ['input', 'invoiceId'] }],
    });
    expect(await storedOf(invoice)).toEqual(UNPAID);
  });

  it('to a closed bank account', async () => {
    const { invoice, bursar, bank } = await aCharge(db());
    await db().query('UPDATE accounts SET is_closed = true WHERE id = $1', [bank.id]);
    expect(await pay(bursar, payment(invoice, '5'))).toMatchObject({
      userErrors: [{ code: 'ACCOUNT_NOT_USABLE' }],
    });
    expect(await storedOf(invoice)).toEqual(UNPAID);
  });

  it('by anybody but the school’s bursar', async () => {
    const { invoice, tenantId, schoolId } = await aCharge(db());
    const codeOf = async (viewer: ViewerClaims) =>
      (await pay(viewer, payment(invoice, '5'))).userErrors[0]?.code;
    expect(await codeOf(aMember(tenantId, schoolId, 'PRINCIPAL'))).toBe('FORBIDDEN');
    expect(await codeOf(aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR'))).toBe('FORBIDDEN');
    expect(await codeOf(aGuardian(tenantId, { student: invoice.studentId, school: schoolId }))).toBe(
      'FORBIDDEN',
    );
    expect(await codeOf(aMember(tenantId, schoolId, 'TEACHER'))).toBe('NOT_FOUND');
    expect(await codeOf(aMember(tenantId, newId('sch'), 'BURSAR'))).toBe('NOT_FOUND');
    expect(await codeOf(aMember('org_other', schoolId, 'BURSAR'))).toBe('NOT_FOUND');
    expect(await pay(null, payment(invoice, '5'))).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await storedOf(invoice)).toEqual(UNPAID);
  });
});

it('issuing an invoice charges the family: receivable against income, told as an event', async () => {
  const { invoice } = await aCharge(db());
  expect(await storedOf(invoice)).toEqual(UNPAID);
  const transactions = await db().query(
    'SELECT kind, date::text, description FROM transactions WHERE ledger_id = $1',
    [invoice.ledgerId],
  );
  expect(transactions).toEqual([
    { kind: 'FEE_CHARGE', date: '2026-03-01', description: `Invoice ${invoice.number}` },
  ]);
});
