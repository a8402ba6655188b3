import { validate } from 'graphql';
import { Fault } from '../../kernel/errors';
import type { OperationSource } from '../planning/prepare';
import type { Generation } from '../supergraph/generation';

/** Why a subscription cannot go on with another supergraph; null where it is valid there, too. */
export function noLongerValid({ apiSchema }: Generation, { document }: OperationSource): Fault[] | null {
  if (validate(apiSchema, document, undefined, { maxErrors: 1 }).length === 0) return null;
  return [
    new Fault(
      'SUBSCRIPTION_NO_LONGER_VALID',
      'The schema has changed, and the subscription is not valid any more.',
    ),
  ];
}
