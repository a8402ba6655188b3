import { buildSchema } from 'graphql';
import { createAdmission } from './admitted-operations';
import type { OperationSource } from './prepare';

const SDL = 'type Query { now: Int } type Subscription { ticked(of: String): Int }';
const schema = buildSchema(SDL);
const admission = createAdmission({ introspection: true });
const admit = (query: string, operationName?: string, by = schema) =>
  admission({ query, operationName }, by) as OperationSource;

it('the same text is parsed once, whichever of its operations is meant', () => {
  const text = 'query A { now } query B { now }';
  expect(admit(text, 'A').document).toBe(admit(text, 'B').document);
  expect(admit(text, 'A')).toMatchObject({ operationName: 'A', hash: admit(text, 'B').hash });
});

it('subscriptions that differ in what GraphQL ignores are one, those that differ in a value are not', () => {
  const { hash } = admit('subscription { ticked(of: "a b") }');
  expect(admit('subscription {\n  ticked(of: "a b"), # note\n}').hash).toBe(hash);
  expect(admit('subscription { ticked(of: "a  b") }').hash).not.toBe(hash);
});

it('a query is known by its text, as over HTTP', () => {
  expect(admit('{ now }').hash).not.toBe(admit('{  now }').hash);
});

it('what one schema takes is looked at anew for another one', () => {
  const other = buildSchema('type Query { other: Int } type Subscription { other: Int }');
  expect(admit('{ now }')).toHaveProperty('document');
  expect(admit('{ now }', undefined, other)).toMatchObject([
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  ]);
});
