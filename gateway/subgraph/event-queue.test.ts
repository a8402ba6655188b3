import { eventQueue, type Sink } from './event-queue';

function aQueue() {
  let sink!: Sink<number>;
  const close = jest.fn();
  const events = eventQueue<number>((given) => {
    sink = given;
    return close;
  });
  return { events, sink, close };
}

describe('an event queue', () => {
  it('keeps events in order, whether they come before or after they are asked for', async () => {
    const { events, sink } = aQueue();
    sink.next(1);
    sink.next(2);
    const asked = [events.next(), events.next(), events.next()];
    sink.next(3);
    expect((await Promise.all(asked)).map(({ value }) => value as number)).toEqual([1, 2, 3]);
  });

  it('delivers what came before the end, and the end also when it came before anybody asked', async () => {
    const { events, sink } = aQueue();
    sink.next(1);
    sink.complete();
    sink.next(2);
    expect(await events.next()).toEqual({ done: false, value: 1 });
    expect((await events.next()).done).toBe(true);
    expect((await events.next()).done).toBe(true);
  });

  it('tells an error once', async () => {
    const { events, sink } = aQueue();
    sink.error(new Error('lost'));
    await expect(events.next()).rejects.toThrow('lost');
    expect((await events.next()).done).toBe(true);
  });

  it('closes the source at once and settles what is pending when it is returned', async () => {
    const { events, close } = aQueue();
    const pending = events.next();
    await events.return?.();
    expect(close).toHaveBeenCalledTimes(1);
    expect((await pending).done).toBe(true);
  });
});
