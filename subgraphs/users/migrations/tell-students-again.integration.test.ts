import { createMemoryBus } from '../../../kernel/events/memory-bus';
import { aSchool, aStudent } from '../../../tests/support/people';
import { openSubgraph } from '../../../tests/support/subgraph';
import { beginEnrollment } from '../enrollment/begin-enrollment';
import { testTokenConfig } from '../../../tests/support/keys';
import { usersSubgraph } from '../subgraph';
import { TellStudentsAgain1732000010000 } from './1732000010000-tell-students-again';

it('tells a service that begins to listen of every stay once, told before or not', async () => {
  const bus = createMemoryBus();
  const users = await openSubgraph(usersSubgraph(testTokenConfig()), { bus });
  try {
    const { db } = users.services;
    const school = await aSchool(db);
    const [neverTold, told] = [await aStudent(db, school), await aStudent(db, school, { since: null })];
    const stay = { schoolId: school.id, gradeLevel: '9', homeroom: '9A', studentNumber: null };
    await db.transaction((tx) =>
      beginEnrollment(
        tx,
        { student: told, ...stay, entryDate: '2026-01-05', entryType: 'NEW' },
        new Date('2026-01-02T08:00:00Z'),
      ),
    );
    await users.drainEvents();
    const heard: object[] = [];
    await bus.consume('late', ['student.enrolled'], ({ payload }) => {
      heard.push(payload);
      return Promise.resolve();
    });

    await new TellStudentsAgain1732000010000().up(db.createQueryRunner());
    await users.drainEvents();

    const common = { schoolId: school.id, gradeLevel: '9', homeroom: '9A', entryType: 'NEW' };
    const of = (student: typeof told, entryDate: string) => ({
      ...common,
      ...{
        studentId: student.id,
        userId: student.userId,
        enrollmentId: expect.stringMatching(/^sen_/),
        entryDate,
      },
    });
    expect(heard).toHaveLength(2);
    expect(heard).toEqual(expect.arrayContaining([of(told, '2026-01-05'), of(neverTold, '2024-01-01')]));
  } finally {
    await users.stop();
  }
});
