import fc from 'fast-check';
import { print } from 'graphql';
import { faultsOf } from './check';
import { mergeableDocument } from './document';
import { choices, VALUES, writeOperation, type Askable } from './operation';
import type { World } from './world';

/** That an operation of a world is answered right, whatever its names; `onCase` counts those that were compared. */
export function isAnsweredRight(world: World, onCase: () => void = () => undefined) {
  const schema = world.generation.apiSchema;
  const askable = askableOf(world);
  return fc.asyncProperty(choices, async (picks) => {
    const document = mergeableDocument(schema, writeOperation(askable, picks));
    if (!document) return;
    onCase();
    const faults = await faultsOf({ world, document, variables: VALUES });
    if (faults.length === 0) return;
    throw new Error([print(document), JSON.stringify(VALUES), ...faults].join('\n\n'));
  });
}

function askableOf({ generation, truth }: World): Askable {
  return {
    schema: generation.apiSchema,
    isFavoured: (typeName, fieldName) =>
      truth.requirementOf({ __typename: typeName, id: '' }, fieldName) !== undefined,
  };
}
