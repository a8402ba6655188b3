import { compareOn, worldsOf, type Tally } from './cases';

const SEED = 1;
const WORLDS = 8;
const PER_WORLD = 60;

/** Plain execution of the same operation over the merged schema and the same data is the truth. */
describe('the gateway, compared with one server that has everything', () => {
  const tally: Tally = { cases: 0, invalid: 0, known: new Map() };
  const worlds = worldsOf(SEED, WORLDS);

  it.each(worlds.map((world, index) => [index, world] as const))(
    'gives the same answers whatever is asked of supergraph %i, also under names that the planner uses',
    async (index, world) => compareOn(world, PER_WORLD, SEED + index, tally),
    120_000,
  );

  it('has compared as many answers as it was to', () => {
    expect(worlds).toHaveLength(WORLDS);
    expect(tally.cases).toBeGreaterThanOrEqual(WORLDS * PER_WORLD);
    expect(tally.invalid).toBeLessThan(WORLDS);
  });
});
