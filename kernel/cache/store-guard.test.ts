import { StoreGuard } from './store-guard';

const answered = () => Promise.resolve('an answer');
const lost = () => Promise.reject(new Error('the connection is closed'));

describe('a store that was lost', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is doubted for a second once it is back, although it was left alone for longer than that', async () => {
    const guard = new StoreGuard();
    for (let time = 0; time < 3; time += 1) await expect(guard.run(lost)).rejects.toThrow('closed');
    await expect(guard.run(answered)).rejects.toThrow('left alone');
    jest.advanceTimersByTime(10_000);
    expect(guard.isInDoubt).toBe(true);
    await guard.run(answered);
    jest.advanceTimersByTime(999);
    expect(guard.isInDoubt).toBe(true);
    jest.advanceTimersByTime(1);
    expect(guard.isInDoubt).toBe(false);
  });

  it('is doubted once it is back, although nobody asked for anything while it was away', async () => {
    const guard = new StoreGuard();
    await guard.run(answered);
    guard.lose();
    jest.advanceTimersByTime(10_000);
    await guard.run(answered);
    expect(guard.isInDoubt).toBe(true);
    jest.advanceTimersByTime(1_000);
    expect(guard.isInDoubt).toBe(false);
  });

  it('is not doubted where it was never away', async () => {
    const guard = new StoreGuard();
    await guard.run(answered);
    expect(guard.isInDoubt).toBe(false);
  });
});
