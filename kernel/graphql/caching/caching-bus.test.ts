import { newId } from '../../ids';
import type { AnyEvent } from '../../events/bus';
import { createMemoryBus } from '../../events/memory-bus';
import { entityTag, type CacheRules } from './cache-rules';
import { cachingBus, invalidateByRules } from './caching-bus';

const RULES: CacheRules = {
  events: {
    'calendar.changed': ({ payload }) => [entityTag('School', payload.schoolId)],
    'session.ended': () => [],
  },
};

const anEvent = (name: string, payload: object = {}): AnyEvent =>
  ({ id: newId('evt'), name, tenantId: 'org_1', payload }) as AnyEvent;
const calendarOf = (schoolId: string) => anEvent('calendar.changed', { schoolId });

describe('what events make void', () => {
  let voided: string[][];
  const invalidate = (tags: readonly string[]) => Promise.resolve(void voided.push([...tags]));
  beforeEach(() => (voided = []));

  it('is what the rules say, each tag once', async () => {
    const invalidateBy = invalidateByRules({ name: 'users', cacheRules: RULES }, invalidate);
    await invalidateBy([calendarOf('sch_1'), calendarOf('sch_2'), calendarOf('sch_1')]);
    expect(voided).toEqual([['School:sch_1', 'School:sch_2']]);
  });

  it('is all of the tenant where they say nothing', async () => {
    const invalidateBy = invalidateByRules({ name: 'users', cacheRules: RULES }, invalidate);
    await invalidateBy([anEvent('session.ended'), anEvent('user.created')]);
    await invalidateByRules({ name: 'users' }, invalidate)([calendarOf('sch_1')]);
    expect(voided).toEqual([['users@org_1'], ['users@org_1']]);
  });

  it('is void before anybody hears of the event, and again when it is published again', async () => {
    const order: string[] = [];
    const inner = createMemoryBus();
    await inner.consume('readers', ['calendar.changed'], () => {
      order.push('heard');
      return order.length < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    });
    const bus = cachingBus(inner, () => Promise.resolve(void order.push('void')));
    const event = calendarOf('sch_1');
    await expect(bus.publish([event])).rejects.toThrow('not yet');
    await bus.publish([event]);
    expect(order).toEqual(['void', 'heard', 'void', 'heard']);
    await bus.close();
  });

  it('keeps the event back where it could not be made void', async () => {
    const heard: AnyEvent[] = [];
    const inner = createMemoryBus();
    await inner.consume('readers', ['calendar.changed'], (event) => Promise.resolve(void heard.push(event)));
    const bus = cachingBus(inner, () => Promise.reject(new Error('no store')));
    await expect(bus.publish([calendarOf('sch_1')])).rejects.toThrow('no store');
    expect(heard).toEqual([]);
    await bus.close();
  });
});
