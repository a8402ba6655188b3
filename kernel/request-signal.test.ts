import { setTimeout as sleep } from 'node:timers/promises';
import { assertRequestWaits, isRequestOver, requestSignal, withRequestSignal } from './request-signal';

const nobody = new AbortController().signal;

describe('the work of a request', () => {
  it('sees that its caller has left, wherever it is', async () => {
    const caller = new AbortController();
    await withRequestSignal(caller.signal, undefined, async () => {
      await sleep(1);
      expect(isRequestOver()).toBe(false);
      caller.abort();
      await sleep(1);
      expect(isRequestOver()).toBe(true);
      expect(() => assertRequestWaits()).toThrow('nobody waits');
    });
  });

  it('sees that its time is up', async () => {
    await withRequestSignal(nobody, 10, async () => {
      await sleep(40);
      expect(isRequestOver()).toBe(true);
    });
  });

  it('is told apart from the work of another request and from work that no request waits for', async () => {
    const caller = new AbortController();
    caller.abort();
    const isOver = () => Promise.resolve(isRequestOver());
    expect(await withRequestSignal(caller.signal, undefined, isOver)).toBe(true);
    expect(await withRequestSignal(nobody, undefined, isOver)).toBe(false);
    expect(requestSignal()).toBeUndefined();
  });

  it('may leave something to be done after its answer', async () => {
    const caller = new AbortController();
    let later!: Promise<boolean>;
    await withRequestSignal(caller.signal, 5, () => {
      later = sleep(20).then(() => isRequestOver());
      return Promise.resolve();
    });
    caller.abort();
    expect(await later).toBe(false);
  });
});
