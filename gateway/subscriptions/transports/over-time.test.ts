import { overTime } from './over-time';

it('few are done at once', async () => {
  const done: number[] = [];
  const all = overTime([1, 2, 3], 60_000, (item) => void done.push(item));
  expect(done).toEqual([1, 2, 3]);
  await all;
});

it('many are done bit by bit, each once, in about the time that there is for it', async () => {
  const items = Array.from({ length: 600 }, (_each, index) => index);
  const done: number[] = [];
  const all = overTime(items, 300, (item) => void done.push(item));
  expect(done).toHaveLength(100);
  await all;
  expect(done).toEqual(items);
});

it('all are done at once where there is no time', async () => {
  const done: number[] = [];
  void overTime(Array.from({ length: 600 }).fill(0), 0, () => void done.push(1));
  expect(done).toHaveLength(600);
});
