import { Rota } from './rota';

it('everybody has their turn once in a round, about as many at each step, and who has left has none', () => {
  const rota = new Rota<number>(4);
  for (let member = 0; member < 10; member += 1) rota.add(member);
  rota.delete(3);
  rota.delete(3);
  expect(rota.size).toBe(9);
  const round = Array.from({ length: 4 }, () => [...rota.next()]);
  expect(round.map(({ length }) => length)).toEqual([3, 3, 2, 1]);
  expect(round.flat().sort()).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9]);
  expect([...rota.next()]).toEqual(round[0]);
  expect([0, 1, 3].map((steps) => [...rota.past(steps)])).toEqual([round[0], round[3], round[1]]);
});
