import { compareOn, newTally, worldsOf } from './cases';
import { tamperings } from './tampering';

const SEED = 1;
const WORLDS = 21;
const PER_WORLD = 100;

/** Plain execution of the same operation over the merged schema and the same data is the truth. */
describe('the gateway, compared with one server that has everything', () => {
  const tally = newTally();
  const worlds = worldsOf(SEED, WORLDS);

  it.each(worlds.map((world, index) => [index, SEED + index, world] as const))(
    'gives the same answers whatever is asked of supergraph %i, with seed %i',
    async (_index, seed, world) => compareOn(world, { runs: PER_WORLD, seed, stockEvery: 5 }, tally),
    120_000,
  );

  it('has compared as many answers as it was to', () => {
    expect(worlds).toHaveLength(WORLDS);
    expect(tally.cases).toBeGreaterThanOrEqual(2000);
    expect(tally.invalid).toBeLessThan(WORLDS);
  });

  it('gives the same answers as Apollo’s executor where those are right, which they mostly are', () => {
    const { asked, right } = tally.stock;
    expect(asked).toBeGreaterThanOrEqual(400);
    expect(right / asked).toBeGreaterThan(0.6);
  });

  it.each(tamperings)('would find it if %s', async (_fault, tamper) => {
    const runs = worlds.map((world, index) => {
      const extent = { runs: PER_WORLD, seed: SEED + index, stockEvery: Infinity };
      return () => compareOn(tamper(world), extent, newTally());
    });
    await expect(inTurn(runs)).rejects.toThrow(/# fault/);
  });
});

async function inTurn(runs: readonly (() => Promise<void>)[]): Promise<void> {
  for (const run of runs) await run();
}
