import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { documentPolicy } from './document-policy';

const schema = buildSubgraphSchema(
  parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
    directive @cacheControl(maxAge: Int, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
    directive @cacheClaims(names: [String!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
    type Query { book: Book clock: Int motto: String @cacheControl(maxAge: 5) @cacheClaims(names: []) open: Shelf @cacheControl(maxAge: 5) }
    type Mutation { burn: Book }
    type Book @key(fields: "id") @cacheControl(maxAge: 60) @cacheClaims(names: ["tenant"]) {
      id: ID! title: String note: String @cacheClaims(names: ["sub"]) shelf: Shelf sequel: Book
      copies: [Copy] @cacheControl(inheritMaxAge: true)
    }
    type Copy { id: ID! }
    type Shelf @key(fields: "id") { id: ID! books: [Book] }
  `),
);
const policy = (text: string) => documentPolicy(schema, parse(text));
const kept = (...claims: string[]) => ({ isCacheable: true, claims });
const ofThePerson = { isCacheable: true, claims: null };
const never = { isCacheable: false, claims: null };

describe('how the answers of a document may be kept', () => {
  it.each([
    ['as its type says', '{ book { id title __typename } }', kept('tenant')],
    ['as each field adds', '{ book { title sequel { note } } }', kept('sub', 'tenant')],
    ['as its field says', '{ motto }', kept()],
    ['as what it stands in', '{ book { copies { id } } }', kept('tenant')],
    ['for one person where no claims are named', '{ open { id } motto }', ofThePerson],
    ['not at all where a root field says nothing', '{ motto clock }', never],
    ['not at all where an object says nothing', '{ book { shelf { id } } }', never],
    ['not at all where it changes something', 'mutation { burn { id } }', never],
    ['as the entities say', '{ _entities(representations: []) { ... on Book { title } } }', kept('tenant')],
    [
      'not at all where one entity says nothing',
      '{ _entities(representations: []) { ... on Book { title } ... on Shelf { id } } }',
      never,
    ],
    [
      'not at all where entities stand in a fragment with a name',
      '{ _entities(representations: []) { ...B } } fragment B on Book { title }',
      never,
    ],
    [
      'as fragments say inside',
      '{ book { ...B ... @include(if: true) { note } } } fragment B on Book { sequel { title } }',
      kept('sub', 'tenant'),
    ],
  ])('%s', (_name, text, expected) => {
    expect(policy(text)).toEqual(expected);
  });
});
