import { parse, validate } from 'graphql';
import { faultsOf } from './check';
import { GRAPHS } from './graphs';
import { buildWorld } from './world';

const worlds = new Map(GRAPHS.map((graph) => [graph.name, buildWorld(graph)]));

/** Each was thought of by itself; what comes of them together is for the generated operations. */
describe('a name that somebody else uses, too', () => {
  it.each([
    [
      'a variable of the planner’s',
      'requirements with arguments',
      `query ($representations: Int, $constructor: String, $__typename: String, $p0_representations: Int = 1) {
       item(n: $representations) {
         usd(n: $representations) heavy(n: $p0_representations)
         price: price(currency: $constructor) id: price(currency: $__typename)
       }
  }`,
    ],
    [
      'a fragment of the planner’s',
      'unions and interfaces',
      `{ any { ..._generated_onCat1_0 ...representations } }
       fragment _generated_onCat1_0 on Cat { two(n: 1) label } fragment representations on Any { ... on Dog { one tag } }`,
    ],
    [
      'one alias of fields of all members of a union',
      'unions and interfaces',
      '{ any { ... on Cat { id: tag label: id } ... on Dog { id: label tag: label(n: 1) } ... on Memo { id } one: __typename } }',
    ],
    [
      'a key’s name for another field, beside the key under another name',
      'composite and multiple keys',
      '{ books { id: code code: id org: title price: org { id: code(n: 1) code: id } } }',
    ],
    [
      'the name of types, for any field',
      'an interface object',
      '{ nodes { __typename: id one ... on Pen { id: __typename } } }',
    ],
    [
      'what entities are fetched under',
      'chains of requirements',
      '{ _entities: lot { _entities: gross __typename: due } }',
    ],
    [
      'names that the gateway makes',
      'chains of requirements',
      '{ lot { r0_base: base p0_base: net(n: 2) p0_net: vat base: gross } }',
    ],
    [
      'names that every object has',
      'requirements with arguments',
      '{ items { __proto__: price(n: 1) constructor: eur toString: size { hasOwnProperty: width(n: 9) __proto__: width } } }',
    ],
  ])('may be used by a client: %s', async (_what, name, text) => {
    const world = worlds.get(name)!;
    const document = parse(text);
    expect(validate(world.generation.apiSchema, document)).toEqual([]);
    const variables = { representations: 2, constructor: 'EUR', __typename: 'USD' };
    expect(await faultsOf({ world, document, variables })).toEqual([]);
  });
});
