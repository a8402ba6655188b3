import { parse, print } from 'graphql';
import { fragmentsOf } from './fragments-of';
import { serialMutation } from './serial-mutation';

function serial(text: string): string {
  const document = parse(text);
  return print(serialMutation(document, fragmentsOf(document)));
}

const HEAD = 'mutation ($a: Boolean!, $b: Boolean!)';

describe('a mutation as it is planned', () => {
  it.each([
    [
      'its root fields in the order of execution',
      `${HEAD} { x { id } ...F y } fragment F on Mutation { z x { ...G } } fragment G on P { n }`,
      `${HEAD} { x { id ...G } z y } fragment G on P { n }`,
    ],
    [
      'a field once, with all that is selected of it',
      `${HEAD} { x { id } x @include(if: $a) { name } x { tag } }`,
      `${HEAD} { x { id name @include(if: $a) tag } }`,
    ],
    [
      'cases that exclude each other where a field stands under several conditions',
      `${HEAD} { x @include(if: $a) { id } y x @skip(if: $b) { name } }`,
      `${HEAD} { x @include(if: $a) { id name @skip(if: $b) } y ... @skip(if: $a) { x @skip(if: $b) { name } } }`,
    ],
    [
      'nothing that is never included',
      `${HEAD} { x @skip(if: true) y @include(if: $a) @skip(if: $a) z ... @include(if: false) { w } }`,
      `${HEAD} { z }`,
    ],
  ])('has %s', (_what, given, expected) => {
    expect(flat(serial(given))).toBe(flat(print(parse(expected))));
  });

  it('is left alone where it is a query', () => {
    const text = print(parse('{ x ...F x } fragment F on Query { y }'));
    expect(serial(text)).toBe(text);
  });
});

const flat = (text: string) => text.replace(/\s+/g, ' ');
