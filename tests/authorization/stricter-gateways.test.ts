import { nextOf } from '../support/client';
import { refusal, serveStaff, type Staff } from './staff';

describe('a gateway that refuses whole operations', () => {
  let strict: Staff;
  beforeAll(async () => {
    strict = await serveStaff({ AUTHORIZATION_REFUSE_OPERATION: 'true' });
  });
  afterAll(() => strict.stop());

  it('asks nobody for anything and tells every field, with 403', async () => {
    const { status, data, errors } = await strict.as(
      null,
      '{ open staff: people { name pay: salary ...P } } fragment P on Person { pin }',
    );
    expect({ status, data }).toEqual({ status: 403, data: undefined });
    expect(errors).toMatchObject([refusal('staff', 'pay'), refusal('staff', 'pin')]);
    expect(strict.askedOfAny()).toEqual([]);
  });

  it('answers those who may use all of it, again and again', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await strict.as({ scope: 'payroll' }, '{ me { salary } }')).toEqual({
        status: 200,
        data: { me: { salary: 10 } },
      });
      expect((await strict.as(null, '{ me { salary } }')).status).toBe(403);
    }
  });

  it('does not run any part of a mutation', async () => {
    const { errors } = await strict.as(null, 'mutation { add(n: 1) erase(n: 1) }');
    expect(errors).toMatchObject([refusal('erase')]);
    expect(strict.takeSum()).toBe(0);
  });

  it('looks only at what a request asks for', async () => {
    const query = 'query ($full: Boolean = false) { me { name ... @include(if: $full) { salary } } }';
    expect(await strict.as(null, query)).toEqual({ status: 200, data: { me: { name: 'Ada' } } });
    expect((await strict.as(null, query, { full: true })).errors).toMatchObject([refusal('me', 'salary')]);
  });

  it('refuses a subscription before it is opened', async () => {
    const socket = strict.socket();
    strict.forget();
    const { data, errors } = await nextOf(socket.iterate({ query: 'subscription { hired { salary } }' }));
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([refusal('hired', 'salary')]);
    expect(strict.askedOfAny()).toEqual([]);
    await socket.dispose();
  });
});

describe('a gateway that denies by default', () => {
  let closed: Staff;

  beforeAll(async () => {
    closed = await serveStaff({ AUTHORIZATION_DEFAULT: 'deny' });
  });
  afterAll(() => closed.stop());

  it('keeps root fields that nothing is said of for those who have signed in', async () => {
    expect((await closed.as(null, '{ me { name } }')).errors).toMatchObject([refusal('me')]);
    expect((await closed.as(null, 'mutation { add(n: 1) }')).data).toEqual({ add: null });
    expect(await closed.as({}, '{ me { name } }')).toEqual({
      status: 200,
      data: { me: { name: 'Ada' } },
    });
  });

  it('leaves open what the supergraph says is for everybody', async () => {
    expect(await closed.as(null, '{ open __typename }')).toEqual({
      status: 200,
      data: { open: 'open', __typename: 'Query' },
    });
  });
});
