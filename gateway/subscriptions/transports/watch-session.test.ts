import { authenticateNobody, type Session } from '../../security/verify-token';
import { until } from '../../../tests/support/shop';
import { watchSessions } from './watch-session';

const sessionUntil = (until: number): Session => ({
  identity: { sub: 'usr_1' },
  keyId: 'key',
  until,
  goodAt: 0,
});

const isStillGood = (session: Session) => session.until > Date.now();
const sessions = watchSessions({
  ...authenticateNobody,
  isStillGood,
  assertStillGood: (session) => {
    if (!isStillGood(session)) throw new Error('expired');
  },
});
afterAll(() => sessions.stop());

it('a token that expires sooner than the one that it takes the place of is noticed as well', async () => {
  const told: unknown[] = [];
  const long = sessionUntil(Date.now() + 60_000);
  const watched = { session: long, onBad: (error: unknown) => told.push(error) };
  const unwatch = sessions.watch(watched);
  const short = sessionUntil(Date.now() + 100);
  sessions.renew(watched, short);
  expect(sessions.isStillGood(short)).toBe(true);
  await until(() => told.length > 0);
  expect([long, short].map((session) => sessions.isStillGood(session))).toEqual([true, false]);
  unwatch();
  expect(told).toHaveLength(1);
});

it('a token that was good when it was shown, and is not when it begins to be watched, is told of at once', () => {
  const expired = sessionUntil(Date.now());
  const onBad = jest.fn();
  const unwatch = sessions.watch({ session: expired, onBad });
  expect(onBad).toHaveBeenCalledTimes(1);
  expect(sessions.isStillGood(expired)).toBe(false);
  unwatch();
});
