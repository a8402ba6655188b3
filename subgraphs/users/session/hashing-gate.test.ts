import { createGate, GateFullError } from './hashing-gate';

/** Work that ends when it is told to. */
function heldWork() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { work: () => ended, end };
}

describe('a gate', () => {
  it('lets two through at a time, the others in their order', async () => {
    const gate = createGate(2, 10, 1_000);
    const [first, second] = [heldWork(), heldWork()];
    const order: number[] = [];
    const all = [
      gate.run(first.work),
      gate.run(second.work),
      ...[1, 2, 3].map((n) => gate.run(async () => order.push(n))),
    ];
    await new Promise(setImmediate);
    expect(order).toEqual([]);
    first.end();
    await new Promise(setImmediate);
    expect(order).toEqual([1, 2, 3]);
    second.end();
    await Promise.all(all);
  });

  it('turns away whom there is no room for, and whoever waits too long', async () => {
    const gate = createGate(1, 1, 20);
    const held = heldWork();
    const running = gate.run(held.work);
    const waiting = gate.run(async () => 'late');
    await expect(gate.run(async () => 'one more')).rejects.toThrow(GateFullError);
    await expect(waiting).rejects.toThrow(GateFullError);
    held.end();
    await running;
    expect(await gate.run(async () => 'free again')).toBe('free again');
  });

  it('is free again after work that failed', async () => {
    const gate = createGate(1, 1, 1_000);
    await expect(gate.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.run(async () => 1)).toBe(1);
  });
});
