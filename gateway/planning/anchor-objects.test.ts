import { parse, print } from 'graphql';
import { anchorObjects } from './anchor-objects';
import { fragmentsOf } from './fragments-of';

function anchored(text: string): string {
  const document = parse(text);
  return print(anchorObjects(document, fragmentsOf(document)));
}

/** Each fragment spreads the next one twice; only the last one has a field. */
function doubling(depth: number, last: string): string {
  const fragments = Array.from(
    { length: depth },
    (_, i) => `fragment F${i} on P { ...F${i + 1} ...F${i + 1} }`,
  );
  return [...fragments, `fragment F${depth} on P { ${last} }`].join('\n');
}

const CONDITIONAL = 'name @include(if: $a)';

describe('an object as it is planned', () => {
  it('is asked for its type where everything else is conditional, in fragments too', () => {
    const fragments = 'fragment F on P { ...G } fragment G on P { name @include(if: $a) }';
    expect(anchored(`query ($a: Boolean!) { p { ...F } q { ...F id } } ${fragments}`)).toContain(
      print(parse('query ($a: Boolean!) { p { __typename ...F } q { ...F id } }')),
    );
  });

  it('is looked at in no time where forty fragments spread each other twice', () => {
    const text = `query ($a: Boolean!) { p { ...F0 } } ${doubling(40, CONDITIONAL)}`;
    expect(anchored(text)).toContain('__typename');
  });
});
