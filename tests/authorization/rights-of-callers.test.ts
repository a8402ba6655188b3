import { refusal, serveStaff, type Staff } from './staff';

let staff: Staff;

beforeAll(async () => {
  staff = await serveStaff();
});
afterAll(() => staff.stop());

const as: Staff['as'] = (...asked) => staff.as(...asked);

describe('rights', () => {
  it.each([
    ['a scope', { scope: 'other report' }],
    ['one of a list of scopes', { scopes: ['report'] }],
    ['both forms at once', { scope: 'a', scopes: ['b', 'report'] }],
  ])('are %s of the token', async (_what, claims) => {
    expect(await as(claims, '{ report }')).toEqual({ status: 200, data: { report: 'report' } });
  });

  it.each([
    ['a part of a scope', { scope: 'report:none reporting' }],
    ['a list where a text is due', { scope: ['report'] }],
    ['a text where a list is due', { scopes: 'report' }],
    ['names that are not texts', { scopes: [['report'], { report: true }] }],
    ['a policy of that name', { policies: ['report'] }],
  ])('are not %s', async (_what, claims) => {
    expect((await as(claims, '{ report }')).errors).toMatchObject([refusal('report')]);
  });

  it('are all of one of the alternatives', async () => {
    expect((await as({ policies: ['boss'] }, '{ audit }')).errors).toMatchObject([refusal('audit')]);
    expect((await as({ policies: ['boss', 'payroll'] }, '{ audit }')).data).toEqual({ audit: 'audit' });
    expect((await as({ policies: ['audit'] }, '{ audit }')).data).toEqual({ audit: 'audit' });
  });

  it('are none where none is demanded, and cannot be had where there is no alternative', async () => {
    expect(await as(null, '{ open }')).toEqual({ status: 200, data: { open: 'open' } });
    expect((await as({ scope: 'report' }, '{ never }')).data).toEqual({ never: null });
  });
});

describe('callers with different rights', () => {
  it('never get each other’s answers, in whatever order they ask', async () => {
    const query = 'query Mixed { me { name salary } report }';
    const whole = { me: { name: 'Ada', salary: 10 }, report: 'report' };
    for (let round = 0; round < 3; round += 1) {
      expect((await as({ scope: 'payroll report' }, query)).data).toEqual(whole);
      expect((await as(null, query)).data).toEqual({ me: { name: 'Ada', salary: null }, report: null });
      expect((await as({ scope: 'report' }, query)).data).toEqual({
        ...whole,
        me: { name: 'Ada', salary: null },
      });
      expect(staff.askedOfAny().join()).not.toContain('salary');
    }
  });

  it('never share a call, although they ask the same at the same time', async () => {
    const query = 'query AtOnce { people { name salary } }';
    const tokens = [null, await staff.token({}), await staff.token({ scope: 'payroll' })];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => staff.ask(query, {}, tokens[index % 3])),
    );
    for (const [index, { data }] of answers.entries()) {
      const [salary, other] = index % 3 === 2 ? [10, 20] : [null, null];
      expect(data).toEqual({
        people: [
          { name: 'Ada', salary },
          { name: 'Ben', salary: other },
        ],
      });
    }
  });

  it('have an operation planned once for each set of rights', async () => {
    const { gateway } = staff.gateway;
    const misses = () => gateway.planStatistics.misses;
    const before = misses();
    for (const scope of ['', 'other', 'report', 'report other', 'payroll report', 'report payroll']) {
      await as({ scope }, 'query Planned { me { salary } report }');
    }
    expect(misses() - before).toBe(3);
  });
});
