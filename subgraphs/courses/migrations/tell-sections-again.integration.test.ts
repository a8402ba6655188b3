import { createMemoryBus } from '../../../kernel/events/memory-bus';
import { aCourse, anEnrollment, aSection, someSchool } from '../../../tests/support/courses-builders';
import { openSubgraph } from '../../../tests/support/subgraph';
import { coursesSubgraph } from '../subgraph';
import { TellSectionsAgain1732000008000 } from './1732000008000-tell-sections-again';

it('tells a service that begins to listen what had been told before', async () => {
  const bus = createMemoryBus();
  const courses = await openSubgraph(coursesSubgraph(), { bus });
  try {
    const { db } = courses.services;
    const section = await aSection(db, await aCourse(db, someSchool()));
    await anEnrollment(db, section);
    await courses.drainEvents();
    const heard: string[] = [];
    await bus.consume('late', ['section.created', 'enrollments.created'], ({ name, aggregateId }) => {
      heard.push(`${name} ${aggregateId}`);
      return Promise.resolve();
    });
    await courses.drainEvents();
    expect(heard).toEqual([]);

    await new TellSectionsAgain1732000008000().up(db.createQueryRunner());
    await courses.drainEvents();
    expect(heard).toEqual([`section.created ${section.id}`, `enrollments.created ${section.id}`]);
  } finally {
    await courses.stop();
  }
});
