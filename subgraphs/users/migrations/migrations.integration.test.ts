import { undoAndRedo } from '../../../tests/support/migrations';
import { usersDatabase } from '../database';

it('go back to nothing, and forward again', async () => {
  const { before, undone, redone } = await undoAndRedo('users', usersDatabase);
  expect(before).toEqual(
    expect.arrayContaining(['users', 'students', 'school_enrollments', 'section_teachers']),
  );
  expect(undone).toEqual(['migrations']);
  expect(redone).toEqual(before);
});
