import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fromRoot } from '../../kernel/project-root';
import { freePort } from '../faults/free-port';
import { Program } from '../faults/program';
import { startPostgresStore } from '../faults/stores';
import { createSecrets } from '../../platform/secrets';
import { startIssuer, type Issuer } from '../support/issuer';
import { createRedisServer } from '../support/redis';

const READY_MS = 120_000;
const UNLIMITED = '1000000';

/** A gateway process over attendance's, with PostgreSQL and Redis. */
export interface StreamsPlatform {
  url: string;
  databaseUrl: string;
  issuer: Issuer;
  gateway: Program;
  attendance: Program;
  logs: string;
  /** Writes another supergraph, which the gateway goes over to. */
  swapSupergraph(): Promise<void>;
  stop(): Promise<void>;
}

/** @param isForgetful whether attendance has the bug that nobody is told what they have missed */
export async function startStreamsPlatform(isForgetful: boolean): Promise<StreamsPlatform> {
  const logs = await mkdtemp(join(tmpdir(), 'schoolgraph-streams-'));
  const issuer = await startIssuer();
  const postgres = await startPostgresStore();
  await postgres.ensureDatabase('attendance');
  const redis = await createRedisServer();
  await redis.start();
  const supergraph = join(logs, 'supergraph.graphql');
  await copyFile(fromRoot('schema', 'supergraph.graphql'), supergraph);

  const program = (name: string, file: string, port: number, env: Record<string, string>) =>
    new Program({
      ...{ name, file, log: join(logs, `${name}.log`), readyUrl: `http://127.0.0.1:${port}/healthz` },
      env: { LOG_LEVEL: 'warn', PORT: String(port), ...issuer.env, ...env },
    });
  const [attendancePort, gatewayPort] = [await freePort(), await freePort()];
  const secrets = createSecrets();
  const file = isForgetful ? 'tests/faults/forgetful-attendance-main.js' : 'subgraphs/attendance/main.js';
  const attendance = program('attendance', file, attendancePort, {
    ...{ DATABASE_URL_ATTENDANCE: postgres.urlOf('attendance'), REDIS_URL: redis.url },
    ...{ TOKEN_SIGNING_KEY: secrets.signingKey, SESSION_SECRET: secrets.sessionSecret },
  });
  const gateway = program('gateway', 'gateway/main.js', gatewayPort, {
    ...{ SUPERGRAPH_PATH: supergraph, REDIS_URL: redis.url },
    SUBGRAPH_URL_ATTENDANCE: `http://127.0.0.1:${attendancePort}/graphql`,
    ...{ SOCKETS_PER_ADDRESS: UNLIMITED, SUBSCRIPTIONS_PER_USER: UNLIMITED },
  });
  for (const each of [attendance, gateway]) {
    each.start();
    await each.untilReady(READY_MS);
  }
  return {
    ...{ issuer, gateway, attendance, logs },
    url: `http://127.0.0.1:${gatewayPort}/graphql`,
    databaseUrl: postgres.urlOf('attendance'),
    swapSupergraph: async () => {
      const next = `${supergraph}.next`;
      await writeFile(
        next,
        `${await readFile(supergraph, 'utf8')}\n"Of the next supergraph."\nscalar Next\n`,
      );
      await rename(next, supergraph);
    },
    stop: async () => {
      await Promise.all([gateway.stop(), attendance.stop()]);
      await redis.remove();
      await postgres.stop();
      await issuer.stop();
      await rm(supergraph, { force: true });
    },
  };
}
