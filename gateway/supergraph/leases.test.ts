import { setTimeout as sleep } from 'node:timers/promises';
import { createLeases } from './serving';

function counted(lingerMs = 0) {
  let closed = 0;
  let told = 0;
  const leases = createLeases(() => {
    closed += 1;
    return Promise.resolve();
  }, lingerMs);
  return { ...leases, retire: () => leases.retire(() => (told += 1)), counts: () => ({ closed, told }) };
}

describe('a generation that is retired', () => {
  it('closes when its last operation ends, once', async () => {
    const { enter, retire, counts } = counted();
    const [first, second] = [enter(), enter()];
    retire();
    await sleep(20);
    first();
    first();
    expect(counts()).toEqual({ closed: 0, told: 0 });
    second();
    expect(counts()).toEqual({ closed: 1, told: 1 });
  });

  it('waits for late comers that were validated against it', async () => {
    const { enter, retire, counts } = counted(30);
    retire();
    enter()();
    expect(counts().closed).toBe(0);
    await sleep(60);
    expect(counts()).toEqual({ closed: 1, told: 1 });
  });

  it('stays while it is served, however often it is idle', async () => {
    const { enter, counts } = counted();
    enter()();
    await sleep(20);
    expect(counts().closed).toBe(0);
  });
});
