import { undoAndRedo } from '../../../tests/support/migrations';
import { resourcesDatabase } from '../database';

it('go back to nothing, and forward again', async () => {
  const { before, undone, redone } = await undoAndRedo('resources', resourcesDatabase);
  expect(before).toEqual(
    expect.arrayContaining(['events', 'event_capacities', 'registrations', 'resources']),
  );
  expect(undone).toEqual(['migrations']);
  expect(redone).toEqual(before);
});
