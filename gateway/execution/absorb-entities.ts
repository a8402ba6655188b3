import type { GraphQLSchema } from 'graphql';
import type { FetchNode } from '../planning/planner';
import type { Data, SubgraphError, SubgraphResponse } from '../subgraph/subgraph-response';
import { Failure, placeCause, type FailureCause } from './failure';
import { markMissing } from './mark-missing';
import { isData, mergeInto } from './merge';
import { applyRewrites } from './rewrites';
import { typenameOf } from './type-condition';

/**
 * Adds the answer of an entity fetch to the entities it was asked for, one by one.
 * @returns the errors that explain no missing value
 */
export function absorbEntities(
  schema: GraphQLSchema,
  node: FetchNode,
  entities: readonly Data[],
  response: SubgraphResponse | Failure,
): readonly SubgraphError[] {
  if (response instanceof Failure) {
    for (const entity of entities) markMissing(schema, node, entity, response);
    return [];
  }
  const data = response.data ?? {};
  const loose = response.errors.filter((error) => !placeCause(data, error.path ?? [], error));
  const received = data._entities as unknown[];
  const hasMissing = received.includes(null);
  // Errors without a place belong to the entities that are missing without a reason of their own.
  const unplaced = new Failure(loose.map((error) => ({ ...error, below: [] })));

  entities.forEach((entity, index) => {
    const answer = received[index];
    if (isData(answer)) absorbEntity(schema, node, entity, answer);
    else if (answer instanceof Failure) markMissing(schema, node, entity, entityFailure(answer));
    else if (loose.length > 0) markMissing(schema, node, entity, unplaced);
  });
  return hasMissing ? [] : loose;
}

function absorbEntity(schema: GraphQLSchema, node: FetchNode, entity: Data, answer: Data): void {
  answer.__typename ??= typenameOf(entity);
  applyRewrites(schema, node.outputRewrites, answer);
  mergeInto(entity, answer);
}

/** The whole entity is null: where a field of it was the reason, that field's path is told once. */
function entityFailure({ causes }: Failure): Failure {
  return new Failure(causes.map((cause): FailureCause => ({ ...cause, isOfParent: cause.below.length > 0 })));
}
