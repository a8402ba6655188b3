import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { Client } from 'pg';
import type { RunningGateway } from '../../gateway/start-gateway';
import type { CacheStore } from '../../kernel/cache/cache';
import type { Env } from '../../kernel/environment';
import { newId } from '../../kernel/ids';
import { startGatewayOver, tokensOf } from '../support/cached-stack';
import { send } from '../support/client';
import { openStack, type Stack } from '../support/stack';

const TENANTS = ['org_north', 'org_south'] as const;
/** People of a tenant who have the same rights: what is kept for one is for all. */
const PEOPLE = 4;
/** Before they expire: on a busy machine a load takes longer than they live. */
const TOKEN_MS = 120_000;

const READ = 'query School($id: ID!) { school(id: $id) { id name version } }';
const WRITE = `mutation Rename($input: UpdateSchoolInput!) {
  updateSchool(input: $input) { school { version } userErrors { code } } }`;

/** A school, and what is known to be true of it. */
export interface KnownSchool {
  id: string;
  tenant: string;
  version: number;
  /** Versions that were answered to whoever made them, with the instants. */
  told: { version: number; at: number }[];
  /** One change at a time: each has to name the version it is based on. */
  turn: Promise<unknown>;
}

/** Districts with many schools, served by two gateways that have a store in common. */
export interface Districts {
  stack: Stack;
  gateways: readonly [RunningGateway, RunningGateway];
  /** A gateway that keeps nothing. */
  plain: RunningGateway;
  schools: readonly KnownSchool[];
  read(gateway: RunningGateway, school: KnownSchool, person?: Person): Promise<number | null>;
  /** @returns the new version */
  write(gateway: RunningGateway, school: KnownSchool, person?: Person): Promise<number>;
  stop(): Promise<void>;
}

export interface Person {
  tenant?: string;
  number?: number;
}

/** @param openCacheStore gives each program its own way to the store that all have in common */
export async function openDistricts(
  schoolCount: number,
  { openCacheStore, env }: { openCacheStore: () => CacheStore; env?: Env },
): Promise<Districts> {
  const stack = await openStack({ openCacheStore, gatewayEnv: env });
  const other = await startGatewayOver(stack, { cacheStore: openCacheStore(), env });
  const plain = await startGatewayOver(stack);
  const schools = await foundSchools(stack.databaseUrl('users'), schoolCount);
  const issue = tokensOf(stack);
  const tokens = new LRUCache<string, Promise<string>>({ max: 100, ttl: TOKEN_MS });
  const tokenOf = (tenant: string, number: number) => {
    const sub = `${tenant} ${number}`;
    const roles = [{ org: tenant, role: 'DISTRICT_ADMINISTRATOR' as const }];
    const token = tokens.get(sub) ?? issue({ sub, tenant, roles, sid: sub });
    if (!tokens.has(sub)) tokens.set(sub, token);
    return token;
  };
  const ask = async (gateway: RunningGateway, person: Required<Person>, query: string, variables: object) => {
    const token = await tokenOf(person.tenant, person.number % PEOPLE);
    const { data, errors } = await send(gateway.url, token, query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data as Record<string, unknown>;
  };
  return {
    stack,
    gateways: [stack.gateway, other],
    plain,
    schools,
    async read(gateway, { id, tenant: own }, { tenant = own, number = 0 } = {}) {
      const { school } = await ask(gateway, { tenant, number }, READ, { id });
      return (school as { version: number } | null)?.version ?? null;
    },
    write(gateway, school, { number = 0 } = {}) {
      const change = async () => {
        const { id, tenant, version } = school;
        const input = { schoolId: id, expectedVersion: version, name: `Name ${version}` };
        const { updateSchool } = await ask(gateway, { tenant, number }, WRITE, { input });
        school.version = (updateSchool as { school: { version: number } }).school.version;
        school.told.push({ version: school.version, at: performance.now() });
        return school.version;
      };
      const turn = school.turn.then(change);
      school.turn = turn.catch(() => undefined);
      return turn;
    },
    stop: async () => {
      await other.stop();
      await plain.stop();
      await stack.stop();
    },
  };
}

async function foundSchools(url: string, count: number): Promise<KnownSchool[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const id of TENANTS) await client.query('INSERT INTO tenants (id, name) VALUES ($1, $1)', [id]);
    const schools = Array.from({ length: count }, (_, i) => ({
      id: newId('sch'),
      tenant: TENANTS[i % TENANTS.length]!,
      version: 1,
      told: [{ version: 1, at: 0 }],
      turn: Promise.resolve(),
    }));
    await client.query(
      `INSERT INTO schools (id, tenant_id, parent_id, name, time_zone, currency, locale, grade_levels)
       SELECT id, tenant, tenant, 'School', 'Africa/Nairobi', 'KES', 'en-KE', '{1}'
       FROM unnest($1::text[], $2::text[]) AS given (id, tenant)`,
      [schools.map(({ id }) => id), schools.map(({ tenant }) => tenant)],
    );
    return schools;
  } finally {
    await client.end();
  }
}

/** Draws indexes of which the first is the likeliest, the second half as likely, and so on. */
export function zipf(count: number): () => number {
  let sum = 0;
  const sums = Array.from({ length: count }, (_, i) => (sum += 1 / (i + 1)));
  return () => {
    const drawn = Math.random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** How others see versions: those older than a second must be gone. */
const STALE_MS = 1_000;

/** What went wrong, by kind; all empty where nothing did. */
export interface Faults {
  ownWritesUnseen: number;
  staleBeyondASecond: number;
  acrossTenants: number;
  /** What the first of them said. */
  errors: string[];
}

const TOLD_ERRORS = 5;

export interface LoadFigures extends Faults {
  reads: number;
  writes: number;
  /** Reads of others that were older than the newest known, and how old at the most. */
  stale: number;
  stalestMs: number;
}

/** What is done to how many of the schools. */
export interface Load {
  requests: number;
  keys: number;
  writeShare?: number;
  clients?: number;
}

/** Reads and writes as a Zipf distribution has it, on both gateways, by several clients at a time. */
export async function putUnderLoad(
  districts: Districts,
  { requests, keys, writeShare = 0.02, clients = 8 }: Load,
): Promise<LoadFigures> {
  const { schools, gateways, read, write } = districts;
  const draw = zipf(keys);
  const figures: LoadFigures = {
    reads: 0,
    writes: 0,
    stale: 0,
    stalestMs: 0,
    ownWritesUnseen: 0,
    staleBeyondASecond: 0,
    acrossTenants: 0,
    errors: [],
  };
  let left = requests;

  const readOne = async (gateway: RunningGateway, school: KnownSchool, number: number) => {
    const begun = performance.now();
    const version = await read(gateway, school, { number });
    figures.reads += 1;
    const missed = school.told.find((known) => known.version > (version ?? 0) && known.at < begun);
    if (!missed) return;
    const age = begun - missed.at;
    figures.stale += 1;
    figures.stalestMs = Math.max(figures.stalestMs, age);
    if (age > STALE_MS) figures.staleBeyondASecond += 1;
  };
  const step = async (number: number) => {
    const gateway = gateways[number % 2]!;
    const school = schools[draw()]!;
    const chance = Math.random();
    if (chance < writeShare) {
      const version = await write(gateway, school, { number });
      figures.writes += 1;
      left -= 1;
      if (((await read(gateway, school, { number })) ?? 0) < version) figures.ownWritesUnseen += 1;
      figures.reads += 1;
    } else if (chance > 0.995) {
      const stranger = TENANTS.find((tenant) => tenant !== school.tenant)!;
      if ((await read(gateway, school, { tenant: stranger, number })) !== null) figures.acrossTenants += 1;
      figures.reads += 1;
    } else {
      await readOne(gateway, school, number);
    }
  };
  const client = async (_unused: unknown, number: number) => {
    while ((left -= 1) >= 0) {
      await step(number).catch((error: unknown) => {
        if (figures.errors.length < TOLD_ERRORS) figures.errors.push(String(error));
      });
      if (left % 64 === 0) await sleep(0);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return figures;
}
