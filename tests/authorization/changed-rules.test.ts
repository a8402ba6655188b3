import { until } from '../support/shop';
import { refusal, serveStaff, type Staff } from './staff';

let staff: Staff;

beforeAll(async () => {
  staff = await serveStaff();
});
afterAll(() => staff.stop());

async function serve(sdl: string): Promise<void> {
  const { gateway } = staff.gateway;
  const before = gateway.generation.id;
  staff.replaceSupergraph(sdl);
  await until(() => gateway.generation.id !== before, 20);
}

it('new rules hold from the first request on, also for operations in constant use', async () => {
  const query = '{ me { name salary } }';
  const claims = { scope: 'payroll' };
  const whole = { status: 200, data: { me: { name: 'Ada', salary: 10 } } };
  for (let round = 0; round < 3; round += 1) expect(await staff.as(claims, query)).toEqual(whole);

  const stricter = staff.supergraphSdl.replace('[["payroll"]]', '[["payroll", "boss"]]');
  await serve(stricter);
  const { data, errors } = await staff.as(claims, query);
  expect(data).toEqual({ me: { name: 'Ada', salary: null } });
  expect(errors).toMatchObject([refusal('me', 'salary')]);
  expect(staff.askedOfAny().join()).not.toContain('salary');
  expect(await staff.as({ scope: 'boss payroll' }, query)).toEqual(whole);

  // What is prepared for those whom the old rules refuse something is of no use to those whom the new ones do.
  await serve(
    stricter.replace('name: String @', 'name: String @requiresScopes(scopes: [["payroll", "boss"]]) @'),
  );
  expect((await staff.as(claims, query)).data).toEqual({ me: { name: null, salary: null } });

  await serve(staff.supergraphSdl);
  expect(await staff.as(claims, query)).toEqual(whole);
});
