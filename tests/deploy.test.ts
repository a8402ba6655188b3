import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import {
  defaultPort,
  readGatewayConfig,
  readSubgraphConfig,
  readAccessConfig,
  SERVICE_NAMES,
  VARIABLES,
  type ServiceName,
} from '../kernel/config';
import type { Env } from '../kernel/environment';
import { fromRoot } from '../kernel/project-root';
import { ACCESS_COOKIE } from '../subgraphs/users/session/token-delivery';
import { REVOCATIONS_PATH } from '../subgraphs/users/subgraph';

const read = (...path: string[]) => readFileSync(fromRoot(...path), 'utf8');

interface ComposeService {
  image?: string;
  command?: string[];
  build?: { context: string; dockerfile: string };
  environment: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
}

const dockerfile = read('deploy', 'Dockerfile');
const composeFile = read('docker-compose.yml');
const { services } = parse(composeFile, { merge: true }) as { services: Record<string, ComposeService> };
const example = parseEnv(read('.env.example')) as Record<string, string>;

/** What `${NAME}`, `${NAME:-default}` and `${NAME:?complaint}` stand for, given an operator's `.env`. */
function interpolate(text: string, given: Env): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind?: string, rest = '') => {
    if (given[name]) return given[name];
    if (kind === '?') throw new Error(`${name} is required: ${rest}`);
    return kind === '-' ? rest : '';
  });
}

const OPERATOR = {
  GATEWAY_SECRET: 's'.repeat(64),
  TOKEN_SIGNING_KEY: '{"kty":"OKP"}',
  SESSION_SECRET: 'l'.repeat(64),
  POSTGRES_PASSWORD: 'p',
  DATABASE_PASSWORD: 'd',
};

/** A service of the compose file; a name that is not in it fails the test. */
function serviceOf(name: string): ComposeService {
  const service = services[name];
  if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
}

/** The environment a container of the compose file starts with. */
function environmentOf(name: string, given: Env = OPERATOR): Record<string, string> {
  const entries = Object.entries(serviceOf(name).environment);
  return Object.fromEntries(
    entries.map(([variable, value]) => [variable, interpolate(String(value), given)]),
  );
}

function variablesReadBy(name: ServiceName | 'gateway'): Set<string> {
  if (name === 'gateway') {
    return new Set([
      ...VARIABLES.gateway,
      ...SERVICE_NAMES.map((one) => `SUBGRAPH_URL_${one.toUpperCase()}`),
      'PROPAGATE_HEADERS_USERS',
    ]);
  }
  const own = VARIABLES.subgraph.map((v) => (v === 'DATABASE_URL' ? `${v}_${name.toUpperCase()}` : v));
  return new Set([...own, ...(name === 'users' ? VARIABLES.access : [])]);
}

const PROGRAMS = ['gateway', ...SERVICE_NAMES] as const;

describe('docker-compose.yml', () => {
  it('has the gateway, the five services, PostgreSQL, Redis for events and Redis for what is kept', () => {
    expect(Object.keys(services).sort()).toEqual([...PROGRAMS, 'cache', 'postgres', 'redis'].sort());
  });

  it('never lets events make room, and lets what is kept do so', () => {
    const policyOf = (name: string) => {
      const command = serviceOf(name).command ?? [];
      return command[command.indexOf('--maxmemory-policy') + 1];
    };
    expect([policyOf('redis'), policyOf('cache')]).toEqual(['noeviction', 'allkeys-lfu']);
    for (const name of PROGRAMS) expect(environmentOf(name).CACHE_REDIS_URL).toBe('redis://cache:6379');
    expect(readGatewayConfig(environmentOf('gateway')).keepsAnswers).toBe(true);
  });

  it.each(PROGRAMS)('sets nothing for %s that it does not read', (name) => {
    const known = variablesReadBy(name);
    expect(Object.keys(environmentOf(name)).filter((variable) => !known.has(variable))).toEqual([]);
  });

  it.each(SERVICE_NAMES)('configures %s: own database, own port, reachable in the network', (name) => {
    const config = readSubgraphConfig(name, environmentOf(name));
    expect(config).toMatchObject({ environment: 'production', host: '0.0.0.0', port: defaultPort(name) });
    expect(new URL(config.databaseUrl)).toMatchObject({
      hostname: 'postgres',
      pathname: `/${name}`,
      username: name,
      password: OPERATOR.DATABASE_PASSWORD,
    });
    expect(config.redisUrl).toBe('redis://redis:6379');
    expect(config.gatewaySecret).toBe(OPERATOR.GATEWAY_SECRET);
  });

  it('lets users sign the tokens that the gateway verifies', () => {
    const issuer = readAccessConfig(environmentOf('users'));
    const { tokens } = readGatewayConfig(environmentOf('gateway'));
    expect(environmentOf('gateway').REVOCATIONS_URL).toBe(
      `http://users:${defaultPort('users')}${REVOCATIONS_PATH}`,
    );
    expect(environmentOf('gateway').ACCESS_TOKEN_COOKIE).toBe(ACCESS_COOKIE);
    expect(tokens).toMatchObject({ issuer: issuer.issuer, audience: issuer.audience });
    expect(tokens?.jwksUrl).toBe(`http://users:${defaultPort('users')}/.well-known/jwks.json`);
    const routes = read('subgraphs', 'users', 'subgraph.ts');
    expect(routes).toContain(`'${new URL(tokens!.jwksUrl).pathname}'`);
  });

  it('tells the gateway where each service listens', () => {
    const config = readGatewayConfig(environmentOf('gateway'));
    expect(config).toMatchObject({
      environment: 'production',
      host: '0.0.0.0',
      port: 4000,
      introspection: false,
    });
    expect(config.subgraphUrls).toEqual(
      Object.fromEntries(SERVICE_NAMES.map((name) => [name, `http://${name}:${defaultPort(name)}/graphql`])),
    );
    expect(config.gatewaySecret).toBe(OPERATOR.GATEWAY_SECRET);
  });

  it.each(Object.keys(OPERATOR))('refuses to start without %s', (missing) => {
    const given = { ...OPERATOR, [missing]: undefined };
    expect(() => interpolate(composeFile, given)).toThrow(`${missing} is required`);
  });

  it('publishes the gateway’s port and no other', () => {
    const published = Object.entries(services).filter(([, { ports }]) => ports);
    expect(published.map(([name]) => name)).toEqual(['gateway']);
    expect(interpolate(services.gateway!.ports![0]!, {})).toBe('4000:4000');
  });

  it('starts each program once what it needs is healthy', () => {
    for (const name of PROGRAMS) {
      const needs = name === 'gateway' ? SERVICE_NAMES : ['postgres', 'redis'];
      const healthy = Object.fromEntries(needs.map((need) => [need, { condition: 'service_healthy' }]));
      expect(serviceOf(name).depends_on).toEqual(healthy);
    }
    expect(services.postgres?.healthcheck).toBeDefined();
    expect(services.redis?.healthcheck).toBeDefined();
  });

  it.each(PROGRAMS)('runs a program of %s that the build makes', (name) => {
    const entry = serviceOf(name).command?.at(-1) ?? '';
    expect(entry).toBe(name === 'gateway' ? 'dist/gateway/main.js' : `dist/subgraphs/${name}/main.js`);
    expect(existsSync(fromRoot(entry.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
    expect(serviceOf(name).build).toEqual({ context: '.', dockerfile: 'deploy/Dockerfile' });
  });

  it('keeps events on disk and never drops them to make room', () => {
    const command = services.redis?.command?.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it('mounts only what exists, and a script that makes each service’s database', () => {
    const mounts = Object.values(services).flatMap(({ volumes = [] }) => volumes);
    const folders = mounts.map((mount) => mount.split(':')[0]!).filter((source) => source.startsWith('.'));
    expect(folders.filter((folder) => !existsSync(fromRoot(folder)))).toEqual([]);

    const script = read('deploy', 'postgres', 'create-databases.sh');
    expect(script).toContain(`for service in ${SERVICE_NAMES.join(' ')}; do`);
    expect(statSync(fromRoot('deploy', 'postgres', 'create-databases.sh')).mode & 0o111).not.toBe(0);
  });
});

describe('deploy/Dockerfile', () => {
  const stages = dockerfile.split(/^FROM /m).slice(1);
  const last = stages.at(-1)!;

  it('copies only files that exist and that the build context lets through', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files]) =>
      files!.split(' '),
    );
    expect(copied.filter((file) => !existsSync(fromRoot(file)))).toEqual([]);
    const admitted = new Set(read('deploy', 'Dockerfile.dockerignore').match(/(?<=^!).*$/gm));
    expect(copied.filter((file) => !admitted.has(file))).toEqual([]);
  });

  it('copies every folder that the programs import', () => {
    const build =
      (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts.build ?? '';
    const folders = build.replace(/--.*/, '').split(' ').slice(1).filter(Boolean);
    expect(folders).toEqual(expect.arrayContaining(['gateway', 'kernel', 'schema', 'subgraphs']));
    for (const folder of folders) expect(dockerfile).toContain(`COPY ${folder} ${folder}\n`);
  });

  it('runs as somebody without rights', () => {
    const users = [...last.matchAll(/^USER (\S+)$/gm)].map(([, user]) => user);
    expect(users.at(-1)).toBe('node');
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('\nCMD '));
  });

  it('takes no development dependencies into the image', () => {
    expect(last).not.toContain('COPY --from=build /app/node_modules');
    expect(dockerfile).toContain('npm ci --omit=dev');
  });

  it('asks a path for health that gateway and services answer', () => {
    const [, path] = /HEALTHCHECK[^]*?\$\{process\.env\.PORT \|\| 4000\}(\/\w+)`/.exec(last) ?? [];
    expect(path).toBe('/healthz');
    expect(read('gateway', 'http', 'routes.ts')).toContain(`'${path}':`);
    expect(read('kernel', 'graphql', 'start-subgraph.ts')).toContain(`'${path}':`);
    for (const name of PROGRAMS) expect(environmentOf(name).PORT).toMatch(/^400\d$/);
  });

  it('supports the Node version that package.json asks for', () => {
    const versions = [...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map(([, version]) => Number(version));
    expect(new Set(versions).size).toBe(1);
    expect(versions[0]).toBeGreaterThanOrEqual(20);
  });
});

describe('.env.example', () => {
  const text = read('.env.example');
  const documented = new Set([...text.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name!));

  it('documents every variable that a program or the compose file reads', () => {
    const readByPrograms = PROGRAMS.flatMap((name) => [...variablesReadBy(name)]);
    const readByCompose = [...composeFile.matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
    expect([...readByPrograms, ...readByCompose].filter((variable) => !documented.has(variable))).toEqual([]);
  });

  it('explains each of them', () => {
    const lines = text.split('\n');
    const isExplained = (i: number): boolean =>
      /^# \w/.test(lines[i - 1] ?? '') || (/^[A-Z_]+=/.test(lines[i - 1] ?? '') && isExplained(i - 1));
    const assignments = lines.flatMap((line, i) => (/^[A-Z_]+=/.test(line) ? [i] : []));
    const bare = assignments.filter((i) => !isExplained(i) && !lines[i]!.startsWith('DATABASE_URL_'));
    expect(bare.map((i) => lines[i])).toEqual([]);
  });

  it('is a configuration that every program accepts', () => {
    for (const name of SERVICE_NAMES) {
      expect(readSubgraphConfig(name, example)).toMatchObject({
        port: defaultPort(name),
        environment: 'production',
      });
    }
    expect(readAccessConfig(example).issuer).toBe('schoolgraph');
    expect(Object.keys(readGatewayConfig(example).subgraphUrls).sort()).toEqual([...SERVICE_NAMES].sort());
  });

  it('holds no key that anybody could use', () => {
    expect(example.TOKEN_SIGNING_KEY).toContain('replace-this');
    expect(example.GATEWAY_SECRET).toContain('replace-this');
    expect(example.SESSION_SECRET).toContain('replace-this');
  });

  it('fills in all that the compose file demands', () => {
    expect(() => interpolate(composeFile, example)).not.toThrow();
  });
});
