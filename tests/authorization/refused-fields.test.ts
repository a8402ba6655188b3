import { refusal, serveStaff, type Staff } from './staff';
import { nextOf } from '../support/client';

let staff: Staff;

beforeAll(async () => {
  staff = await serveStaff();
});
afterAll(() => staff.stop());

const as: Staff['as'] = (...asked) => staff.as(...asked);

describe('a refused field', () => {
  it('is told with the words of no rule', async () => {
    const { status, errors } = await as(null, '{ report }');
    expect(status).toBe(200);
    expect(errors).toEqual([{ message: 'You may not use this field.', ...refusal('report') }]);
  });

  it('takes with it the objects that cannot be without it', async () => {
    const { data, errors } = await as(null, '{ me { pin name } people { name } }');
    expect(data).toEqual({ me: null, people: [{ name: 'Ada' }, { name: 'Ben' }] });
    expect(errors).toMatchObject([refusal('me', 'pin')]);
    expect(await as(null, '{ must { pin } open }')).toMatchObject({
      data: null,
      errors: [refusal('must', 'pin')],
    });
  });

  it('is told wherever it would have been, with its index', async () => {
    const { data, errors } = await as(null, '{ staff: people { pay: salary } }');
    expect(data).toEqual({ staff: [{ pay: null }, { pay: null }] });
    expect(errors).toMatchObject([refusal('staff', 0, 'pay'), refusal('staff', 1, 'pay')]);
    expect(staff.askedOfAny()).toEqual(['{staff:people{__typename}}']);
  });

  it('is not told where it is not asked for', async () => {
    const query = 'query ($full: Boolean!) { me { name salary @include(if: $full) } }';
    expect(await as(null, query, { full: false })).toEqual({ status: 200, data: { me: { name: 'Ada' } } });
    expect((await as(null, query, { full: true })).errors).toMatchObject([refusal('me', 'salary')]);
  });

  it('may be the key by which the gateway finds the rest, and is not shown for it', async () => {
    const { data, errors } = await as(null, '{ me { id: desk } again: me { key: id } }');
    expect(data).toEqual({ me: { id: 'desk of p1' }, again: null });
    expect(errors).toMatchObject([refusal('again', 'key')]);
  });

  it('does not keep its type’s name, nor the schema, from anybody', async () => {
    const { data, errors } = await as(
      null,
      '{ __typename me { __typename } __type(name: "Person") { name } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ __typename: 'Query', me: { __typename: 'Person' }, __type: { name: 'Person' } });
  });

  it('leaves the order of a mutation’s other fields as it is', async () => {
    const mutation = 'mutation { a: add(n: 1) b: erase(n: 100) c: add(n: 2) d: erase(n: 100) e: add(n: 3) }';
    const refused = await as({}, mutation);
    expect(refused.data).toEqual({ a: 1, b: null, c: 3, d: null, e: 6 });
    expect(refused.errors).toMatchObject([refusal('b'), refusal('d')]);
    expect(staff.takeSum()).toBe(6);
    expect((await as({ scope: 'erase' }, mutation)).data).toEqual({ a: 1, b: -99, c: -97, d: -197, e: -194 });
  });

  it('of what a mutation answers does not keep the mutation from being done', async () => {
    const { data, errors } = await as(null, 'mutation { hire { salary } }');
    expect(data).toEqual({ hire: { salary: null } });
    expect(errors).toMatchObject([refusal('hire', 'salary')]);
  });

  it('is missing from each event of a subscription', async () => {
    const socket = staff.socket();
    staff.forget();
    const hired = socket.iterate({ query: 'subscription { hired { name salary desk } }' });
    expect(await nextOf(hired)).toMatchObject({
      data: { hired: { name: 'Ben', salary: null, desk: 'desk of p2' } },
      errors: [refusal('hired', 'salary')],
    });
    expect(staff.askedOfAny().join()).not.toContain('salary');
    await socket.dispose();
  });
});
