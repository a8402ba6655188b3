import { parse, print } from 'graphql';
import { bestKeysFirst } from './order-keys';

describe('the keys of a supergraph', () => {
  it('are in such an order that the planner takes one that can be resolved', () => {
    const given =
      parse(`type T @join__type(graph: A, key: "a", resolvable: false) @join__type(graph: A, key: "b") { a: ID }
      interface I @join__type(graph: A, key: "a", resolvable: false) @join__type(graph: B, key: "b", resolvable: true) { a: ID }`);
    expect(print(bestKeysFirst(given))).toBe(
      print(
        parse(`type T @join__type(graph: A, key: "b") @join__type(graph: A, key: "a", resolvable: false) { a: ID }
      interface I @join__type(graph: B, key: "b", resolvable: true) @join__type(graph: A, key: "a", resolvable: false) { a: ID }`),
      ),
    );
  });

  it('are in such an order that the planner takes one that is never null', () => {
    const types = 'type T {directives} { a: ID b: ID! o: O! } type O { id: ID! n: Int }';
    const [nullable, sure, nested] = ['a', 'b o { id }', 'b o { n }'].map(
      (key) => `@join__type(graph: A, key: "${key}")`,
    );
    const typesWith = (...keys: (string | undefined)[]) =>
      parse(types.replace('{directives}', keys.join(' ')));
    expect(print(bestKeysFirst(typesWith(nullable, nested, sure)))).toBe(
      print(typesWith(sure, nullable, nested)),
    );
  });

  it('stay as they are where all can be resolved', () => {
    const given = parse('type T @join__type(graph: A, key: "a") @join__type(graph: A, key: "b") { a: ID }');
    expect(print(bestKeysFirst(given))).toBe(print(given));
  });
});
