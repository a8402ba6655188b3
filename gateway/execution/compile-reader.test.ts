import fc from 'fast-check';
import type { FetchNode } from '../planning/planner';
import { compileReader } from './compile-reader';

const fetching = (operation: string) => ({ operation }) as FetchNode;
const OPERATION = '{ things { id size parts { name count isNew tags } owner { name } } }';

const part = fc.record({
  name: fc.string(),
  count: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  isNew: fc.option(fc.boolean()),
  tags: fc.array(fc.option(fc.string())),
});
const thing = fc.record({
  id: fc.string(),
  size: fc.option(fc.integer()),
  parts: fc.option(fc.array(fc.option(part))),
  owner: fc.option(fc.record({ name: fc.string() })),
});

describe('reading an answer of known form', () => {
  it('reads what JSON.parse reads', () => {
    const read = compileReader(fetching(OPERATION));
    fc.assert(
      fc.property(fc.array(fc.option(thing)), (things) => {
        const text = JSON.stringify({ data: { things } });
        fc.pre(!text.includes('\\'));
        expect(read(text)).toEqual((JSON.parse(text) as { data: unknown }).data);
      }),
    );
  });

  it('never takes for JSON what is none', () => {
    const read = compileReader(fetching('{ a { b c } }'));
    const right = '{"data":{"a":{"b":"x","c":[1,true]}}}';
    expect(read(right)).toEqual({ a: { b: 'x', c: [1, true] } });
    fc.assert(
      fc.property(
        fc.nat(right.length),
        fc.nat(3),
        fc.constantFrom('', '"', '0', '-', 'n', ',', '}', '\n'),
        (...edit) => {
          const [at, length, added] = edit;
          const text = right.slice(0, at) + added + right.slice(at + length);
          const data = compileReader(fetching('{ a { b c } }'))(text);
          if (data) expect(JSON.parse(text)).toEqual({ data });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['errors', '{"errors":[{"message":"no"}],"data":{"a":1}}'],
    ['extensions', '{"data":{"a":1},"extensions":{}}'],
    ['spaces', '{"data": {"a":1}}'],
    ['another order', '{"data":{"b":1,"a":1}}'],
    ['a control character', '{"data":{"a":"\t","b":1}}'],
    ['an object in a scalar', '{"data":{"a":{},"b":1}}'],
    ['more lists in lists than the stack holds', `{"data":{"a":${'['.repeat(1e6)}${']'.repeat(1e6)},"b":1}}`],
  ])('leaves to JSON.parse what has %s', (_what, text) => {
    expect(compileReader(fetching('{ a b }'))(text)).toBeNull();
  });

  it.each([
    '{ a ... on Query { b } }',
    '{ a b: a @skip(if: true) }',
    '{ a: b a }',
    '{ a constructor: b }',
    '{ __proto__: b }',
  ])('does not read what depends on more than the form: %s', (operation) => {
    expect(compileReader(fetching(operation))('{"data":{"a":1,"b":2}}')).toBeNull();
  });

  it('reads on after answers that did not fit', () => {
    const read = compileReader(fetching('{ a }'));
    const answers = Array.from({ length: 100 }, () => read('{"data":null}'));
    expect(answers.every((answer) => answer === null)).toBe(true);
    const later = Array.from({ length: 16 }, () => read('{"data":{"a":1}}'));
    expect(later.at(-1)).toEqual({ a: 1 });
  });
});
