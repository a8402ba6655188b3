import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { fromRoot } from '../../kernel/project-root';
import { newId } from '../../kernel/ids';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import type { Issuer } from '../support/issuer';
import { RegisterWriter, type School } from './register-writer';
import type { Order, StreamOrder, StreamReport } from './stream-clients';
import { startStreamsPlatform, type StreamsPlatform } from './streams-platform';

export interface StreamsOptions {
  streams: number;
  schools: number;
  /** Client processes. */
  processes: number;
  perSecond: number;
  /** How long each part takes at least. */
  seconds: number;
  /** Whether the subgraph has a bug that must be found. */
  isForgetful: boolean;
  report: (line: string) => void;
}

/** What streams went through in one part of the test. */
export interface Part extends Omit<StreamReport, 'places'> {
  name: string;
  /** Events committed meanwhile. */
  written: number;
  /** Streams that did not come to what had been committed by the end. */
  behind: number;
}

const QUERY = `subscription ($schoolId: ID!, $after: String) {
  event: registerSubmitted(schoolId: $schoolId, after: $after) { cursor version submittedAt } }`;
/** How long streams may take to come to the last event. */
const CATCH_UP_MS = 60_000;

/** Follows registers with many clients while what is between them and the database is changed, killed and restarted. */
export async function runStreams(options: StreamsOptions): Promise<Part[]> {
  const { schools: count, perSecond, seconds, report } = options;
  const platform = await startStreamsPlatform(options.isForgetful);
  const clients: ChildProcess[] = [];
  let writer: RegisterWriter | null = null;
  try {
    const schools = Array.from({ length: count }, () => ({
      ...{ id: newId(ID_PREFIXES.School), tenantId: newId(ID_PREFIXES.OrganizationUnit) },
    }));
    writer = await RegisterWriter.open(platform.databaseUrl, schools);
    const followers = await startClients(platform, schools, options);
    clients.push(...followers.map(({ client }) => client));
    writer.start(perSecond);
    const acts: [string, () => void | Promise<void>][] = [
      ['connect', () => undefined],
      ['undisturbed', () => undefined],
      ['tokens renewed', () => renewAll(followers, platform.issuer)],
      ['supergraph swapped', () => platform.swapSupergraph()],
      ['subgraph killed', () => platform.attendance.kill()],
      ['gateway drained', () => platform.gateway.kill('SIGTERM')],
      ['gateway killed', () => platform.gateway.kill()],
    ];
    const parts: Part[] = [];
    for (const [name, act] of acts) {
      report(name);
      const before = writer.total;
      await act();
      await sleep(1000 * seconds);
      const outcome = await catchUp(clients, schools, writer);
      parts.push({ name, written: writer.total - before, ...outcome });
    }
    return parts;
  } finally {
    for (const client of clients) client.disconnect();
    await writer?.stop();
    await platform.stop();
  }
}

/** A process of clients, and who they are. */
interface Followers {
  client: ChildProcess;
  people: Person[];
}

interface Person {
  sub: string;
  school: School;
}

/** Each stream is another person's, at one of the schools. */
async function startClients(
  { issuer, url }: StreamsPlatform,
  schools: readonly School[],
  { streams, processes }: StreamsOptions,
): Promise<Followers[]> {
  const all = Array.from({ length: streams }, (_, index): Person => {
    return { sub: newId(ID_PREFIXES.User), school: schools[index % schools.length]! };
  });
  const share = Math.ceil(streams / processes);
  return Promise.all(
    Array.from({ length: processes }, async (_, index) => {
      const client = fork(fromRoot('dist', 'tests/load/stream-clients.js'), { stdio: 'inherit' });
      const people = all.slice(index * share, (index + 1) * share);
      const follow = people.map((person): StreamOrder => {
        return { schoolId: person.school.id, token: tokenOf(person, issuer) };
      });
      await ask(client, { follow, url, query: QUERY });
      return { client, people };
    }),
  );
}

/** Gives everybody a new token over their open socket. @throws Error where one was not taken */
async function renewAll(followers: readonly Followers[], issuer: Issuer): Promise<void> {
  for (const { client, people } of followers) {
    const taken = await ask<number>(client, { renew: people.map((person) => tokenOf(person, issuer)) });
    if (taken < people.length) throw new Error(`${people.length - taken} tokens were not taken`);
  }
}

function tokenOf({ sub, school }: Person, issuer: Issuer): string {
  const roles = [{ org: school.id, role: 'SITE_ADMINISTRATOR' }];
  return issuer.token({ claims: { sub, tenant: school.tenantId, roles, exp: HOURS_AHEAD() } });
}

/** Within what a gateway takes for a token's life. */
const HOURS_AHEAD = () => Math.floor(Date.now() / 1000) + 3_500;

async function ask<T>(client: ChildProcess, order: Order): Promise<T> {
  const answer = once(client, 'message') as Promise<[T]>;
  client.send(order);
  return (await answer)[0];
}

/** Waits until each stream has come to what has been committed by now, and says what all went through since last asked. */
async function catchUp(
  clients: readonly ChildProcess[],
  schools: readonly School[],
  writer: RegisterWriter,
): Promise<Omit<Part, 'name' | 'written'>> {
  const due = [...writer.written];
  const total = { ...{ events: 0, lost: 0, duplicated: 0, outOfOrder: 0, longestSilence: 0 }, breaks: {} };
  let behind = Infinity;
  for (const start = Date.now(); behind > 0 && Date.now() - start < CATCH_UP_MS;) {
    const reports = await Promise.all(
      clients.map((client) => ask<StreamReport>(client, { report: 'and begin anew' })),
    );
    for (const each of reports) add(total, each);
    const places = reports.flatMap((each) => each.places);
    behind = places.filter((place, index) => place < due[index % schools.length]!).length;
    if (behind > 0) await sleep(500);
  }
  return { ...total, behind };
}

function add(total: Omit<StreamReport, 'places'>, part: StreamReport): void {
  for (const kind of ['events', 'lost', 'duplicated', 'outOfOrder'] as const) total[kind] += part[kind];
  total.longestSilence = Math.max(total.longestSilence, part.longestSilence);
  for (const [reason, count] of Object.entries(part.breaks))
    total.breaks[reason] = (total.breaks[reason] ?? 0) + count;
}
