import type { DataSource } from 'typeorm';
import type { ServiceName } from '../kernel/config';
import type { DatabaseSchema } from '../kernel/database/data-source';
import { withTenant } from '../kernel/database/tenant-scope';
import { connectBus } from '../kernel/events/connect-bus';
import { createLogger } from '../kernel/telemetry/logger';
import { coursesDatabase } from '../subgraphs/courses/database';
import { takeSectionSnapshots } from '../subgraphs/courses/section/take-snapshots';
import { tellCalendarsAgain } from '../subgraphs/users/calendar/tell-calendars-again';
import { usersDatabase } from '../subgraphs/users/database';
import { databaseUrls, withDatabase } from './services-database';

/** A copy that one service keeps of what another one owns. */
interface Projection {
  owner: ServiceName;
  reader: ServiceName;
  schema: DatabaseSchema;
  /** Records events with all there is, for one tenant. @returns of how many things */
  tellAgain: (db: DataSource, tenantId: string, now: Date) => Promise<number>;
}

const sections = { owner: 'courses', schema: coursesDatabase, tellAgain: takeSectionSnapshots } as const;

const PROJECTIONS: Readonly<Record<string, Projection>> = {
  'attendance.roster': { ...sections, reader: 'attendance' },
  'attendance.calendar': {
    owner: 'users',
    reader: 'attendance',
    schema: usersDatabase,
    tellAgain: tellCalendarsAgain,
  },
  'users.teaching': { ...sections, reader: 'users' },
};

const USAGE = `Copies that services keep of each other's data. DATABASE_URL_* say where the services keep theirs.

  npm run projections -- status          up to when each copy knows everything; REDIS_URL names the bus
  npm run projections -- rebuild NAME    makes a copy anew while it is being read: ${Object.keys(PROJECTIONS).join(', ')}`;

type Urls = ReturnType<typeof databaseUrls>;

/** The owner tells everything once more; its relay and the readers do the rest, in order with all other events. */
async function rebuild(name = '', urls: Urls): Promise<void> {
  const projection = Object.hasOwn(PROJECTIONS, name) ? PROJECTIONS[name] : undefined;
  if (!projection) throw new Error(USAGE);
  const { owner, schema, tellAgain } = projection;
  const tenants = await withDatabase(urlOf(urls, 'users'), { role: 'app' }, (db) =>
    db.query<{ id: string }[]>('SELECT id FROM tenant_ids()'),
  );
  const told = await withDatabase(urlOf(urls, owner), { role: 'app', schema }, async (db) => {
    let count = 0;
    for (const { id } of tenants) count += await withTenant(id, () => tellAgain(db, id, new Date()));
    return count;
  });
  console.log(`${owner} tells of ${told} once more; npm run projections -- status shows when it is known`);
}

/** Everything that happened before `asOf` is in the copy. */
async function showStatus(urls: Urls): Promise<void> {
  const bus = await connectBus(process.env.REDIS_URL, createLogger('projections', 'error'));
  const now = new Date();
  for (const [name, { owner, reader }] of Object.entries(PROJECTIONS)) {
    const unsent = await oldestIn(urls, owner, 'outbox_events WHERE published_at IS NULL', 'occurred_at');
    const parked = await oldestIn(urls, reader, 'parked_events', 'parked_at');
    const { events, oldestAt } = await bus.backlogOf(reader);
    const asOf = [unsent, parked, oldestAt, now].filter((time) => time !== null).sort(byTime)[0]!;
    const lag = ((now.getTime() - asOf.getTime()) / 1000).toFixed(1);
    console.log(
      `${name.padEnd(20)} asOf ${asOf.toISOString()}  ${lag} s behind  ${events} events on the bus`,
    );
  }
  await bus.close();
}

const byTime = (a: Date, b: Date) => a.getTime() - b.getTime();

async function oldestIn(
  urls: Urls,
  service: ServiceName,
  rows: string,
  column: string,
): Promise<Date | null> {
  const [{ oldest }] = await withDatabase(urlOf(urls, service), { role: 'relay' }, (relay) =>
    relay.query<[{ oldest: Date | null }]>(`SELECT min(${column}) AS oldest FROM ${rows}`),
  );
  return oldest;
}

function urlOf(urls: Urls, service: ServiceName): string {
  const url = urls[service];
  if (!url) throw new Error(`DATABASE_URL_${service.toUpperCase()} is not set.`);
  return url;
}

async function main([command, name]: readonly string[]): Promise<void> {
  if (command === 'rebuild') return rebuild(name, databaseUrls(process.env));
  if (command === 'status') return showStatus(databaseUrls(process.env));
  throw new Error(USAGE);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
