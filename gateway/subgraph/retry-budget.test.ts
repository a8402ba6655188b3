import { createRetryBudget } from './retry-budget';

describe('a retry budget', () => {
  it('never lets more than a fifth of the requests of ten seconds be retried', () => {
    let time = 0;
    const budget = createRetryBudget(() => time);
    let retries = 0;
    for (let i = 0; i < 1_000; i += 1) {
      budget.noteRequest();
      time += 100;
      if (budget.take()) retries += 1;
    }
    expect(retries).toBeLessThanOrEqual(200);
    expect(retries).toBeGreaterThan(150);
  });

  it('hides a reset connection of a subgraph that is seldom asked', () => {
    const budget = createRetryBudget(() => 0);
    budget.noteRequest();
    const taken = Array.from({ length: 12 }, () => budget.take());
    expect(taken.filter(Boolean)).toHaveLength(10);
  });
});
