import { readFileSync } from 'node:fs';
import { type EventShapes, findBreaks, readEventShapes, SNAPSHOT_PATH } from '../scripts/event-shapes';

const told = JSON.parse(readFileSync(SNAPSHOT_PATH, 'utf8')) as EventShapes;
const shapes = (payload: string) =>
  readEventShapes(`export interface Events { 'section.created': ${payload} }`);

describe('the events of the schema', () => {
  it('are understood by readers of any age', () => {
    expect(findBreaks(told, readEventShapes())).toEqual([]);
  });

  it('are all noted, for the readers of tomorrow', () => {
    expect(told).toEqual(readEventShapes());
  });

  it.each([
    ['lose a field', '{ a: string; b: number }', '{ a: string }', 'b was number and is gone'],
    ['change a type', '{ a: string | null }', '{ a: string }', 'a was string | null and is string'],
    ['demand a new field', '{ a: string }', '{ a: string; b: string }', 'b is new, so it must be optional'],
    [
      'change within a list',
      '{ a: { b: string }[] }',
      '{ a: { b: number }[] }',
      'a[].b was string and is number',
    ],
    ['let a field be absent', '{ a: string }', '{ a?: string }', 'a was string and is gone'],
    ['grow unnoticed', '{ a: string }', '{ a: string; b?: string }', 'its version must, too'],
  ])('must not %s', (_what, before, after, complaint) => {
    expect(findBreaks(shapes(before), shapes(after)).join('\n')).toContain(complaint);
  });

  it('must not disappear', () => {
    expect(findBreaks(shapes('{ a: string }'), {})).toEqual(['section.created is gone']);
  });

  it('may grow by what may be absent, in a new version', () => {
    const before = shapes('{ a: string }');
    before['section.created']!.version = 1;
    expect(findBreaks(before, shapes('{ a: string; b?: string[] }'))).toEqual([]);
  });
});
