import type { Session } from '../../security/verify-token';
import { frameOfBody, type Frame } from '../groups/frame';
import { Delivery, type DeliveryRules, type Outlet } from './delivery';
import { newDeliveryStatistics } from './delivery-statistics';
import { Outbox } from './outbox';

const turn = () => new Promise(setImmediate);
const frame = (body: string) => frameOfBody(body, { cursor: null, subject: null });

/** A subscriber whose way can be blocked. */
function openSubscriber() {
  const writes: string[][] = [];
  const outlet = { isClogged: false, clear: () => undefined as void };
  const recorder: Outlet = {
    transport: 'websocket',
    get isClogged() {
      return outlet.isClogged;
    },
    onceClear: (callback) => (outlet.clear = callback),
    write: (first: Frame, more, tail) =>
      void writes.push([first.body.toString() + tail, ...more.map(({ body }) => body.toString())]),
    end: () => void writes.push(['end']),
    cutOff: () => undefined,
  };
  const rules: DeliveryRules = {
    limits: { policy: 'drop-oldest', maxEvents: 2, maxBytes: 1_000_000 },
    isAllowed: ({ session }) => session === null,
    statistics: newDeliveryStatistics(),
    outbox: new Outbox(),
  };
  const reader: { session: Session | null } = { session: null };
  const delivery = new Delivery(recorder, reader, rules, () => undefined);
  return { delivery, writes, outlet, reader, statistics: rules.statistics };
}

it('what comes at one moment is written at once', async () => {
  const { delivery, writes, statistics } = openSubscriber();
  delivery.next(frame('a'));
  delivery.next(frame('b'));
  expect(writes).toEqual([]);
  await turn();
  delivery.next(frame('c'));
  await turn();
  expect(writes).toEqual([['a}', 'b'], ['c}']]);
  expect(statistics.delivered).toBe(3);
});

it('a subscriber who reads misses nothing of however much comes at one moment', async () => {
  const { delivery, writes, statistics } = openSubscriber();
  const body = 'x'.repeat(1_000);
  for (let event = 0; event < 100; event += 1) delivery.next(frame(body));
  await turn();
  expect(writes.flat()).toHaveLength(100);
  for (const write of writes) expect(write.length).toBeLessThanOrEqual(16);
  expect(statistics).toMatchObject({ delivered: 100, missed: 0 });
});

it('one who does not read is told with the next event how many were left out', async () => {
  const { delivery, writes, outlet, statistics } = openSubscriber();
  outlet.isClogged = true;
  for (const body of ['a', 'b', 'c', 'd', 'e']) delivery.next(frame(body));
  await turn();
  delivery.next(frame('f'));
  expect(writes).toEqual([]);
  outlet.isClogged = false;
  outlet.clear();
  expect(writes).toEqual([['e,"extensions":{"subscription":{"missedEvents":4}}}', 'f']]);
  expect(statistics).toMatchObject({ delivered: 2, missed: 4 });
});

it('a gap is told with the event behind it, and the end comes last', async () => {
  const { delivery, writes } = openSubscriber();
  delivery.next(frame('a'));
  delivery.gap();
  delivery.next(frame('b'));
  delivery.end('completed');
  await turn();
  expect(writes).toEqual([['a}'], ['b,"extensions":{"subscription":{"gap":true}}}'], ['end']]);
});

it('who has left, or may not see it any more, gets nothing of what was on its way', async () => {
  const [gone, expired] = [openSubscriber(), openSubscriber()];
  for (const { delivery } of [gone, expired]) delivery.next(frame('a'));
  gone.delivery.stop('left');
  expired.reader.session = {} as never;
  await turn();
  expect([gone.writes, expired.writes]).toEqual([[], []]);
});

it('thousands who have something to send do not hold up everything else', async () => {
  const outbox = new Outbox();
  let sent = 0;
  for (let sender = 0; sender < 5_000; sender += 1) outbox.add({ send: () => void (sent += 1) });
  await turn();
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(5_000);
  while (sent < 5_000) await turn();
  outbox.add({ send: () => void (sent += 1) });
  await turn();
  expect(sent).toBe(5_001);
});
