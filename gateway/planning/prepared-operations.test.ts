import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'graphql';
import { Fault } from '../../kernel/errors';
import { worthWarming } from '../supergraph/warm-up';
import type { OperationSource, PreparedOperation } from './prepare';
import { createPreparedOperations } from './prepared-operations';

const source = (text: string): OperationSource => ({ document: parse(text), hash: text });
const prepared = {} as PreparedOperation;

function counting(maxBytes = 1_000_000, prepare = () => Promise.resolve(prepared)) {
  const asked: string[] = [];
  const operations = createPreparedOperations({
    maxBytes,
    prepare: (from) => {
      asked.push(from.hash);
      return prepare();
    },
  });
  return { asked, operations };
}

describe('prepared operations', () => {
  it('are prepared once, also for those who ask at the same time', async () => {
    const { asked, operations } = counting();
    await Promise.all([operations.get(source('{ a }')), operations.get(source('{ a }'))]);
    expect(operations.get(source('{ a }'))).toBe(prepared);
    expect(asked).toEqual(['{ a }']);
    expect(operations.statistics).toEqual({ hits: 1, misses: 1 });
  });

  it('of one document are told apart by their names', async () => {
    const { asked, operations } = counting();
    const both = source('query A { a } query B { a }');
    await operations.get({ ...both, operationName: 'A' });
    await operations.get({ ...both, operationName: 'B' });
    expect(asked).toHaveLength(2);
  });

  it('stay within their bytes: what was not asked for longest goes', async () => {
    const { asked, operations } = counting(10_000);
    for (const text of ['{ a }', '{ b }', '{ a }', '{ c }', '{ a }', '{ b }'])
      await operations.get(source(text));
    expect(asked).toEqual(['{ a }', '{ b }', '{ c }', '{ b }']);
  });

  it('are not remembered where they are larger than everything may be', async () => {
    const { asked, operations } = counting(10_000);
    const large = source(`{ ${'a '.repeat(500)} }`);
    await operations.get(large);
    await operations.get(large);
    expect(asked).toHaveLength(2);
  });

  it('that took too long to plan are refused without another try, other failures are not remembered', async () => {
    const tooLong = new Fault('OPERATION_PLANNING_TIMEOUT', 'Too long.');
    const slow = counting(undefined, () => Promise.reject(tooLong));
    await expect(slow.operations.get(source('{ a }'))).rejects.toBe(tooLong);
    expect(() => slow.operations.get(source('{ a }'))).toThrow(tooLong);
    expect(slow.asked).toHaveLength(1);

    const broken = counting(undefined, () => Promise.reject(new Error('defect')));
    await expect(broken.operations.get(source('{ a }'))).rejects.toThrow('defect');
    await expect(broken.operations.get(source('{ a }'))).rejects.toThrow('defect');
    expect(broken.asked).toHaveLength(2);
  });

  it('record how often they were used and what they cost', async () => {
    const { operations } = counting(undefined, () => sleep(30, prepared));
    for (let i = 0; i < 3; i += 1) await operations.get(source('{ a }'));
    const [record] = operations.records();
    expect(record!.uses).toBe(3);
    expect(record!.prepareMs).toBeGreaterThan(25);
  });
});

it('warms the most used operations first, then the slowest, each once', () => {
  const record = (uses: number, prepareMs: number) => ({ source: source('{ a }'), uses, prepareMs });
  const many = Array.from({ length: 300 }, (_, index) => record(1_000 - index, 1));
  const slowAndRare = record(1, 900);
  const slowAndUsed = record(5_000, 800);
  const order = worthWarming([slowAndRare, ...many, slowAndUsed]);
  expect(order[0]).toBe(slowAndUsed);
  expect(order.indexOf(slowAndRare)).toBe(200);
  expect(new Set(order).size).toBe(order.length);
});
