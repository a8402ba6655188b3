import { setTimeout as sleep } from 'node:timers/promises';
import type { Client as SocketClient } from 'graphql-ws';
import { Client } from 'pg';
import type { Role } from '../../kernel/auth/viewer';
import { withTenant } from '../../kernel/database/tenant-scope';
import { newId } from '../../kernel/ids';
import { tokensOf } from '../support/cached-stack';
import { nextOf, openSocket } from '../support/client';
import { openDemoStack, type DemoStack } from '../support/demo-stack';
import { LIVE_FIELDS, type LiveField } from '../support/live-fields';
import { createListeningBus } from '../support/listening-bus';
import { populate } from '../../platform/demo/population';
import type { DemoSchool } from '../../platform/demo/schools';
import { RoleAssignment } from '../../subgraphs/users/user/role-assignment.entity';
import { aMember } from '../support/viewers';
import { FOREIGN, HOME, SISTER } from '../sweep/schools';

interface Event {
  cursor: string;
  mark: unknown;
}

interface Frame {
  data?: { event: Event } | null;
  errors?: readonly { extensions?: { code?: unknown } }[];
}

const bus = createListeningBus();
let stack: DemoStack;
let field: LiveField;
const sockets = new Set<SocketClient>();

beforeAll(async () => {
  stack = await openDemoStack({ bus }, [HOME, SISTER]);
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  sockets.clear();
  // The next subscription is not to share a stream with one that is being left.
  while (stack.gateway.gateway.live.statistics.streams > 0) await sleep(10);
});
afterAll(() => stack?.stop());

/** Subscribes at the gateway over a socket of its own, and resolves once the service listens. */
async function follow(after?: string): Promise<{ events: AsyncIterator<Frame>; leave: () => void }> {
  const socket = openSocket(stack.gateway.wsUrl, await stack.tokenFor(field.login, HOME));
  sockets.add(socket);
  const listening = bus.nextListener();
  const variables = { ...field.variables, after };
  const events = socket.iterate({ query: field.query, variables }) as AsyncIterableIterator<Frame>;
  await listening;
  return { events, leave: () => socket.terminate() };
}

/** Why nothing can be followed. */
async function refusalOf(token: string | null, after?: string): Promise<unknown> {
  const socket = openSocket(stack.gateway.wsUrl, token);
  sockets.add(socket);
  const events = socket.iterate({ query: field.query, variables: { ...field.variables, after } });
  const outcome = await nextOf(events as AsyncIterator<Frame>).catch((errors: unknown) => ({ errors }));
  return (outcome as Frame).errors?.[0]?.extensions?.code;
}

async function next(events: AsyncIterator<Frame>): Promise<Event> {
  const { data, errors } = await nextOf(events);
  if (!data) throw new Error(JSON.stringify(errors));
  return data.event;
}

/** How many events there were, as states count them. */
async function happened(): Promise<number> {
  const [row] = await inDatabase<{ last_sequence: string }>(
    'SELECT last_sequence FROM topics WHERE topic = $1',
  );
  return Number(row?.last_sequence ?? 0);
}

/** Runs a statement about the topic `$1` as its database's owner. */
async function inDatabase<T extends object>(sql: string): Promise<T[]> {
  const client = new Client({ connectionString: stack.databaseUrl(field.service) });
  await client.connect();
  try {
    return (await client.query<T>(sql, [field.topic])).rows;
  } finally {
    await client.end();
  }
}

/** Reads as much as was made happen: each of it where each is told, else up to the state that it came to. */
async function read(events: AsyncIterator<Frame>, made: readonly unknown[]): Promise<Event[]> {
  const seen = [await next(events)];
  const last = field.tells === 'each' ? null : await happened();
  const isAll = () => (last === null ? seen.length === made.length : seen.at(-1)!.mark === last);
  while (!isAll()) seen.push(await next(events));
  const marks = seen.map(({ mark }) => mark);
  if (last === null) expect(marks).toEqual(made);
  else expect(marks).toEqual([...new Set(marks as number[])].sort((a, b) => a - b));
  return seen;
}

/** A state is told at once to whoever has seen none. */
const begin = async (events: AsyncIterator<Frame>) => (field.tells === 'state' ? next(events) : undefined);

describe.each(Object.keys(LIVE_FIELDS))('%s', (name) => {
  beforeEach(async () => {
    field = await LIVE_FIELDS[name]!(stack, HOME);
  });

  it('tells what happens, and after a break what happened meanwhile: nothing missed, nothing twice, in order', async () => {
    const before = await follow();
    await begin(before.events);
    const [seen] = await read(before.events, [await field.act()]);
    before.leave();
    const missed = [await field.act(), await field.act()];

    const { events } = await follow(seen!.cursor);
    await read(events, missed);
    await read(events, [await field.act()]);
    await expect(nextOf(events, 200)).rejects.toThrow('Nothing came');
  });

  it('passes by nothing that commits late', async () => {
    const { events } = await follow();
    await begin(events);
    const mark = await field.act();
    await read(events, [mark]);
    const { db } = stack.subgraphs[field.service].services;
    await withTenant(HOME.tenantId, async () => {
      const [late, behind] = [db.createQueryRunner(), db.createQueryRunner()];
      for (const runner of [late, behind]) await runner.startTransaction();
      await field.again(late.manager, mark);
      const waiting = field.again(behind.manager, mark).then(() => behind.commitTransaction());
      await sleep(50);
      await late.commitTransaction();
      await waiting;
      for (const runner of [late, behind]) await runner.release();
    });
    await read(events, [mark, mark]);
  });

  it('says so where what came after a cursor is not kept any more, unless the state is all there is to know', async () => {
    const { events, leave } = await follow();
    await begin(events);
    const [seen] = await read(events, [await field.act()]);
    leave();
    await field.act();
    await stack.settleEvents();
    await inDatabase(
      'DELETE FROM outbox_events WHERE sequence IN (SELECT outbox_sequence FROM topic_events WHERE topic = $1)',
    );
    if (field.tells === 'each') {
      const token = await stack.tokenFor(field.login, HOME);
      expect(await refusalOf(token, seen!.cursor)).toBe('SUBSCRIPTION_GAP');
    } else {
      await read((await follow(seen!.cursor)).events, []);
    }
  });

  it('shows nothing to other tenants, not even that it is there, and nothing to nobody in particular', async () => {
    const stranger = { ...aMember(FOREIGN.tenantId, HOME.id, 'PRINCIPAL'), staff: newId('stf') };
    expect(await refusalOf(await tokensOf(stack)(stranger))).toBe('NOT_FOUND');
    expect(await refusalOf(null)).toMatch(/UNAUTHENTICATED|NOT_FOUND/);
  });
});

/** Of every service that a board of the office shows something of. */
const BOARD = `subscription ($school: ID!) { registerSubmitted(schoolId: $school) { cursor version sectionTitle
  submittedBy { givenName familyName }
  session { state school { name } meeting { startsAt } section { title course { title } teachers { user { familyName } } } } } }`;

describe('people of one school who follow the same', () => {
  const live = () => stack.gateway.gateway.live.statistics;

  /** Somebody of a school's office with a board. */
  async function watchBoard(token: string, school: string) {
    const socket = openSocket(stack.gateway.wsUrl, token);
    sockets.add(socket);
    const events = socket.iterate({ query: BOARD, variables: { school } }) as AsyncIterableIterator<{
      data?: { registerSubmitted: { version: number } };
    }>;
    const seen: unknown[] = [];
    const ended = (async () => {
      for await (const event of events) seen.push(event);
    })().catch((reason: unknown) => reason);
    return { seen, ended };
  }
  /** A token of somebody with a role at a school. */
  const memberOf = (school: DemoSchool, role: Role) =>
    tokensOf(stack)(aMember(school.tenantId, school.id, role, { staff: newId('stf'), sid: newId('ses') }));
  const office = (school = HOME) => memberOf(school, 'SITE_ADMINISTRATOR');
  /** How often the gateway has asked services, but those who take the register. */
  const asked = () =>
    Object.fromEntries(
      stack.gateway.gateway.subgraphHealth
        .filter(({ name }) => name !== 'attendance')
        .map(({ name, calls }) => [name, calls]),
    );
  const until = async (holds: () => boolean) => {
    for (let i = 0; i < 500 && !holds(); i += 1) await sleep(10);
    expect(holds()).toBe(true);
  };
  const since = (before: Record<string, number>) =>
    Object.fromEntries(Object.entries(asked()).map(([name, calls]) => [name, calls - before[name]!]));

  beforeEach(async () => {
    field = await LIVE_FIELDS.registerSubmitted!(stack, HOME);
  });

  it('share one stream, and what each event costs; those of another school do not; without the role nobody does', async () => {
    const one = await watchBoard(await office(), HOME.id);
    await until(() => live().streams === 1);
    await field.act();
    await until(() => one.seen.length === 1);
    const alone = asked();
    await field.act();
    await until(() => one.seen.length === 2);
    const costOfOne = since(alone);
    // By the plan: the section and the meeting; their teachers, the school and who has taken the register.
    expect(costOfOne).toMatchObject({ courses: 2, users: expect.any(Number), finance: 0 });

    const boards = await Promise.all(
      Array.from({ length: 19 }, async () => watchBoard(await office(), HOME.id)),
    );
    await until(() => live().subscribers === 20);
    expect(live().streams).toBe(1);
    const together = asked();
    const version = await field.act();
    await until(() => boards.every(({ seen }) => seen.length === 1));
    expect(since(together)).toEqual(costOfOne);
    for (const { seen } of boards)
      expect(seen).toEqual([
        {
          data: {
            registerSubmitted: {
              ...{ cursor: expect.any(String), version, sectionTitle: expect.any(String) },
              submittedBy: { givenName: expect.any(String), familyName: expect.any(String) },
              session: {
                ...{
                  state: 'SUBMITTED',
                  school: { name: HOME.name },
                  meeting: { startsAt: expect.any(String) },
                },
                section: {
                  ...{ title: expect.any(String), course: { title: expect.any(String) } },
                  teachers: [{ user: { familyName: expect.any(String) } }],
                },
              },
            },
          },
        },
      ]);

    const sister = await watchBoard(await office(SISTER), SISTER.id);
    await until(() => live().streams === 2);
    const [outsider, pupil] = [await office(SISTER), await stack.tokenFor('student', HOME)];
    const refused = [await watchBoard(outsider, HOME.id), await watchBoard(pupil, HOME.id)];
    await Promise.all(refused.map(({ ended }) => ended));
    expect(refused.map(({ seen }) => JSON.stringify(seen))).toEqual([
      expect.stringContaining('NOT_FOUND'),
      expect.stringContaining('FORBIDDEN'),
    ]);
    await field.act();
    await until(() => boards.every(({ seen }) => seen.length === 2));
    expect(sister.seen).toEqual([]);
  });

  it('go on when one of them loses the role, who hears nothing more', async () => {
    const others = await Promise.all(
      [1, 2].map(async () => watchBoard(await memberOf(HOME, 'PRINCIPAL'), HOME.id)),
    );
    const leaver = await watchBoard(await stack.tokenFor('principal', HOME), HOME.id);
    await until(() => live().subscribers === 3);
    expect(live().streams).toBe(1);
    const { userId } = populate(HOME).staff.find(({ email }) => email?.startsWith('principal@'))!;
    await withTenant(HOME.tenantId, () =>
      stack.subgraphs.users.services.db.manager.update(
        RoleAssignment,
        { userId },
        { beginDate: '2024-01-01', endDate: '2024-06-01' },
      ),
    );
    expect(await leaver.ended).toMatchObject({ code: 4403, reason: 'TOKEN_REVOKED' });
    await until(() => live().subscribers === 2);
    expect(live().streams).toBe(1);
    await field.act();
    await until(() => others.every(({ seen }) => seen.length === 1));
    expect(leaver.seen).toEqual([]);
  });
});
