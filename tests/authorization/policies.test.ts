import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import type { AuthorizationOptions } from '../../gateway/authorization/guard';
import { SchoolgraphGateway } from '../../gateway/gateway';
import type { RequestContext } from '../../gateway/request-context';
import { createLogger } from '../../kernel/telemetry/logger';
import { serveStaff, type Staff } from './staff';

let staff: Staff;

beforeAll(async () => {
  staff = await serveStaff();
});
afterAll(() => staff.stop());

describe('an application that decides about policies', () => {
  const ask = async (
    options: AuthorizationOptions,
    query: string,
    identity: RequestContext['identity'] = null,
  ) => {
    const gateway = new SchoolgraphGateway({
      supergraphSdl: staff.supergraphSdl,
      authorization: options,
      logger: createLogger('gateway', 'silent'),
    });
    await gateway.load();
    const hash = createHash('sha256').update(query).digest('hex');
    const context = { identity, requestId: 'r1', signal: new AbortController().signal };
    staff.forget();
    const result = await gateway.execute({ document: parse(query), hash }, context);
    await gateway.stop();
    return result;
  };

  it('is asked once for an operation, for what that depends on and in whose name', async () => {
    const asked: unknown[] = [];
    const decidePolicies: AuthorizationOptions['decidePolicies'] = async (policies, { identity }) => {
      asked.push([[...policies].sort(), identity]);
      return Promise.resolve(['boss', 'payroll']);
    };
    const identity = { sub: 'u7' };
    const result = await ask({ decidePolicies }, '{ audit again: audit open report }', identity);
    expect(result.data).toEqual({ audit: 'audit', again: 'audit', open: 'open', report: null });
    expect(asked).toEqual([[['audit', 'boss', 'payroll'], identity]]);
  });

  it('is not asked where no policy matters', async () => {
    const decidePolicies = () => {
      throw new Error('asked');
    };
    expect((await ask({ decidePolicies }, '{ me { name } open }')).errors).toBeUndefined();
  });

  it('has the last word over the token', async () => {
    const identity = { sub: 'u7', policies: ['audit'] };
    expect((await ask({ decidePolicies: () => [] }, '{ audit }', identity)).data).toEqual({ audit: null });
    expect((await ask({}, '{ audit }', identity)).data).toEqual({ audit: 'audit' });
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('down: db.internal');
      },
    ],
    ['rejects', () => Promise.reject(new Error('down: db.internal'))],
  ])('lets nothing through where it %s, and nothing out', async (_how, decidePolicies) => {
    const { data, errors } = await ask({ decidePolicies }, '{ audit open }');
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
    expect(JSON.stringify(errors)).not.toContain('db.internal');
    expect(staff.askedOfAny()).toEqual([]);
  });
});
