import { validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { Fault } from '../../kernel/errors';
import type { OperationSource } from '../planning/prepare';
import type { Generation } from '../supergraph/generation';

const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, boolean>>();

/** Thousands of subscribers have few documents between them. */
function isValid(schema: GraphQLSchema, document: DocumentNode): boolean {
  const ofSchema = known.get(schema) ?? new WeakMap<DocumentNode, boolean>();
  known.set(schema, ofSchema);
  let valid = ofSchema.get(document);
  if (valid === undefined) {
    valid = validate(schema, document, undefined, { maxErrors: 1 }).length === 0;
    ofSchema.set(document, valid);
  }
  return valid;
}

/** Why a subscription cannot go on with another supergraph; null where it is valid there, too. */
export function noLongerValid({ apiSchema }: Generation, { document }: OperationSource): Fault[] | null {
  if (isValid(apiSchema, document)) return null;
  return [
    new Fault(
      'SUBSCRIPTION_NO_LONGER_VALID',
      'The schema has changed, and the subscription is not valid any more.',
    ),
  ];
}
