import fc from 'fast-check';
import { courseProgress } from './course-progress';

const counts = fc
  .integer({ min: 1, max: 5000 })
  .chain((total) => fc.record({ total: fc.constant(total), completed: fc.integer({ min: 0, max: total }) }));

describe('progress', () => {
  it('is 100 per cent when, and only when, everything is completed', () => {
    fc.assert(
      fc.property(counts, ({ completed, total }) => {
        const { percentage } = courseProgress({ completed, total, nextLessonId: null });
        expect(percentage === 100).toBe(completed === total);
        expect(percentage).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  it('is a whole number, rounded down: one of three is 33 per cent', () => {
    expect(courseProgress({ completed: 1, total: 3, nextLessonId: 'les_2' })).toEqual({
      completedRequirements: 1,
      totalRequirements: 3,
      percentage: 33,
      nextLessonId: 'les_2',
    });
  });
  it('has no percentage in a course that requires nothing', () => {
    expect(courseProgress({ completed: 0, total: 0, nextLessonId: null }).percentage).toBeNull();
  });
});
