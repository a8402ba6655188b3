import fc from 'fast-check';
import { isInterfaceType, print } from 'graphql';
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

function askableOf(world: World): Askable {
  const { generation, truth } = world;
  const schema = generation.apiSchema;
  const requirementOf = (typeName: string, fieldName: string) =>
    truth.requirementOf({ __typename: typeName, id: '' }, fieldName);
  // A subgraph that knows an interface as an object gives the interface's name for the name of the entity's type.
  const hasInterfaceObject = world.supergraphSdl.includes('isInterfaceObject: true');
  return {
    schema,
    common: hasInterfaceObject ? 'id' : '__typename',
    isFavoured: (typeName, fieldName) => requirementOf(typeName, fieldName) !== undefined,
    // Where one type only is asked for what an interface object requires, the planner loses the others' fields.
    isForAll: (typeName, fieldName) => {
      const stated = requirementOf(typeName, fieldName)?.typeName;
      return stated !== undefined && isInterfaceType(schema.getType(stated));
    },
  };
}
