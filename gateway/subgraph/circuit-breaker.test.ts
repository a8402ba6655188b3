import { CircuitOpenError, createCircuitBreaker, type CallOutcome } from './circuit-breaker';

function aBreaker() {
  let time = 0;
  const states: string[] = [];
  const breaker = createCircuitBreaker(
    () => time,
    (state) => states.push(state),
  );
  const call = (outcome: CallOutcome, times = 1) => {
    for (let i = 0; i < times; i += 1) breaker.enter()(outcome);
  };
  return { breaker, states, call, pass: (ms: number) => void (time += ms) };
}

describe('a circuit breaker', () => {
  it('opens before twenty failures on end, however few calls there are', () => {
    const { breaker, call, pass } = aBreaker();
    for (let i = 0; i < 15; i += 1) {
      call('failure');
      pass(60_000);
    }
    expect(breaker.state).toBe('closed');
    call('failure');
    expect(breaker.state).toBe('open');
    expect(() => breaker.enter()).toThrow(CircuitOpenError);
  });

  it('opens when half of many calls fail, and not when a few of many do', () => {
    const half = aBreaker();
    for (let i = 0; i < 20; i += 1) {
      half.call('success');
      half.call('failure');
    }
    expect(half.breaker.state).toBe('open');
    const few = aBreaker();
    for (let i = 0; i < 200; i += 1) {
      few.call('success', 3);
      few.call('failure', 2);
    }
    expect(few.breaker.state).toBe('closed');
  });

  it('forgets failures that are long past', () => {
    const { breaker, call, pass } = aBreaker();
    call('success', 20);
    call('failure', 15);
    pass(11_000);
    call('success');
    call('failure', 15);
    expect(breaker.state).toBe('closed');
  });

  it('lets one call through after a second, and closes when that succeeds', () => {
    const { breaker, states, call, pass } = aBreaker();
    call('failure', 16);
    pass(999);
    expect(() => breaker.enter()).toThrow(CircuitOpenError);
    pass(1);
    const settle = breaker.enter();
    expect(() => breaker.enter()).toThrow(CircuitOpenError);
    settle('success');
    expect(breaker.state).toBe('closed');
    call('failure', 15);
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });

  it('stays open while the one call fails, and asks again after another second', () => {
    const { breaker, call, pass } = aBreaker();
    call('failure', 16);
    pass(1_000);
    call('failure');
    expect(() => breaker.enter()).toThrow(CircuitOpenError);
    pass(1_000);
    call('success');
    expect(breaker.state).toBe('closed');
  });

  it('does not wait for ever for a probe whose client left', () => {
    const { breaker, call, pass } = aBreaker();
    call('failure', 16);
    pass(1_000);
    call('unknown');
    call('success');
    expect(breaker.state).toBe('closed');
  });

  it('is not closed by an answer to a call from before it opened', () => {
    const { breaker, call } = aBreaker();
    const late = breaker.enter();
    call('failure', 16);
    late('success');
    expect(breaker.state).toBe('open');
  });
});
