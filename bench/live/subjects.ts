import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seconds, startIssuer } from '../../tests/support/issuer';
import { launch, nextMessage, NODE_FLAGS, type Launched } from '../gateway/launch';
import { OTHER_CORE, SUBJECT_CORE } from './cores';
import type { GatewayFigures } from './gateway';
import type { Tell } from './notes';

const READY_MS = 120_000;
const UNLIMITED = '1000000';
/** Tokens are good for almost as long as the gateway takes one to be, so that long runs need no renewal. */
const TOKEN_SECONDS = 3_500;

/** A server that is measured. */
export interface Subject {
  pid: number;
  host: string;
  port: number;
  /** Tells a note to all who listen. */
  tell(what?: Tell): void;
  /** Tokens of as many different people; none where the server does not know of any. */
  tokens(count: number): string[];
  stop(): Promise<void>;
}

/** A gateway that is measured. */
export interface GatewaySubject extends Subject {
  /** Its own figures. It collects garbage before it answers. */
  figures(): Promise<GatewayFigures>;
}

const HOST = '127.0.0.1';

/** Starts the gateway, the subgraph that makes notes, and an issuer of tokens. */
export async function startOurs(env: Readonly<Record<string, string>> = {}): Promise<GatewaySubject> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-live-'));
  const issuer = await startIssuer();
  const source = launch({ args: [join(__dirname, 'source.js')], core: OTHER_CORE, ipc: true });
  const { supergraphSdl } = (await nextMessage(source, READY_MS)) as { supergraphSdl: string };
  const path = join(folder, 'supergraph.graphql');
  writeFileSync(path, supergraphSdl);
  const server = launch({
    nodeFlags: [...NODE_FLAGS, '--expose-gc'],
    args: [join(__dirname, 'gateway.js')],
    core: SUBJECT_CORE,
    ipc: true,
    env: {
      ...issuer.env,
      SUPERGRAPH_PATH: path,
      PORT: '0',
      LOG_LEVEL: 'error',
      SOCKETS_PER_ADDRESS: UNLIMITED,
      SUBSCRIPTIONS_PER_USER: UNLIMITED,
      ...env,
    },
  });
  const { url } = (await nextMessage(server, READY_MS)) as { url: string };
  return {
    pid: server.pid,
    host: HOST,
    port: Number(new URL(url).port),
    tell: (what = {}) => void source.child.send(what),
    tokens: (count) =>
      Array.from({ length: count }, (_each, number) =>
        issuer.token({ claims: { sub: `usr_${number}`, tenant: 'north', exp: seconds() + TOKEN_SECONDS } }),
      ),
    figures: async () => {
      const answer = nextMessage(server, READY_MS);
      server.child.send({});
      return (await answer) as GatewayFigures;
    },
    stop: async () => {
      await server.stop();
      await source.stop();
      await issuer.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Starts a server of the folder's that is given with the name of its program. */
export async function startServer(program: 'plain' | 'floor'): Promise<Subject> {
  const server: Launched = launch({
    nodeFlags: NODE_FLAGS,
    args: [join(__dirname, `${program}.js`)],
    core: SUBJECT_CORE,
    ipc: true,
  });
  const { port } = (await nextMessage(server, READY_MS)) as { port: number };
  return {
    pid: server.pid,
    host: HOST,
    port,
    tell: (what = {}) => void server.child.send(what),
    tokens: () => [],
    stop: () => server.stop(),
  };
}

/** What a process holds in memory, in bytes. */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) * 1_024;
}
