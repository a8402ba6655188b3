import { createReplayGuard } from './replay-guard';

const WINDOW = 30_000;

describe('what is remembered of calls', () => {
  it('is every one for as long as it would be taken for fresh, wherever in the window it was made', () => {
    const guard = createReplayGuard(WINDOW);
    for (let at = 0; at < 300_000; at += 1_900) {
      for (const skew of [-WINDOW, -1, 0, WINDOW]) {
        const nonce = `${at}/${skew}`;
        expect(guard.admit(nonce, at + skew, at)).toBe(true);
        expect(guard.admit(nonce, at + skew, at + skew + WINDOW)).toBe(false);
      }
    }
  });

  it('does not grow with time', () => {
    const guard = createReplayGuard(WINDOW, 1_000);
    let admitted = 0;
    for (let at = 0; at < 5_000_000; at += 100) admitted += Number(guard.admit(`n${at}`, at, at));
    expect(admitted).toBe(50_000);
  });

  it('has a limit past which calls are refused, not forgotten', () => {
    const guard = createReplayGuard(WINDOW, 10);
    for (let i = 0; i < 10; i += 1) expect(guard.admit(`n${i}`, 0, 0)).toBe(true);
    expect(guard.admit('one more', 0, 0)).toBe(false);
    expect(guard.admit('n0', 0, 0)).toBe(false);
    expect(guard.admit('later', 100_000, 100_000)).toBe(true);
  });
});
