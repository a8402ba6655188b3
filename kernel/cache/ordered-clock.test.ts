import { orderedClock } from './ordered-clock';

it('a clock tells the order of a thousand things in one millisecond, and is right again after it', () => {
  const wall = { now: Date.UTC(2100, 0) };
  const clock = orderedClock(() => wall.now);
  const instants = Array.from({ length: 1_000 }, clock);
  for (const [i, instant] of instants.entries()) if (i > 0) expect(instant).toBeGreaterThan(instants[i - 1]!);
  expect(instants.at(-1)).toBeLessThan(wall.now + 1);
  wall.now += 1;
  expect(clock()).toBe(wall.now);
});

it('a clock that is set back stays so', () => {
  const wall = { now: 1_000_000 };
  const clock = orderedClock(() => wall.now);
  clock();
  wall.now -= 3_600;
  expect(clock()).toBe(wall.now);
});
