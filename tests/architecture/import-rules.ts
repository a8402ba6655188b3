import { perFile, type Rule } from './rule';
import { importsOf, isTest, valueImportsOf, type SourceFile } from './source-files';

const PRODUCT = ['schema', 'kernel', 'gateway', 'subgraphs', 'platform'];

/** What each folder may import beside itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  schema: [],
  kernel: ['schema'],
  gateway: ['schema', 'kernel'],
  subgraphs: ['schema', 'kernel'],
  platform: PRODUCT,
  scripts: PRODUCT,
  bench: [...PRODUCT, 'scripts', 'tests'],
  tests: [...PRODUCT, 'scripts', 'bench'],
};

/** `subgraphs/users` for files of a subgraph, the top folder for others. */
function unitOf(path: string): string {
  const [top = '', name = ''] = path.split('/');
  return top === 'subgraphs' && name ? `${top}/${name}` : top;
}

function mayImport(file: SourceFile, target: string): boolean {
  const from = unitOf(file.path);
  const to = unitOf(target);
  if (from === to || (isTest(file) && target.startsWith('tests/support/'))) return true;
  return (MAY_IMPORT[from.split('/')[0]!] ?? []).includes(to.split('/')[0]!);
}

const isProjectFile = (target: string) => target.includes('/') && unitOf(target).split('/')[0]! in MAY_IMPORT;

const directions: Rule = {
  name: 'imports point from the particular to the general',
  why: 'the kernel knows nobody, gateway and subgraphs meet over GraphQL, subgraphs over events, tooling is outside',
  offences: perFile((file) =>
    importsOf(file)
      .filter((target) => isProjectFile(target) && !mayImport(file, target))
      .map((target) => `imports ${target}`),
  ),
  broken: [
    { path: 'kernel/clock.ts', text: `import { startGateway } from '../gateway/start-gateway';` },
    { path: 'gateway/gateway.ts', text: `const users = await import('../subgraphs/users/subgraph');` },
    {
      path: 'subgraphs/users/context.ts',
      text: `import type { Course } from '../courses/course/course.entity';`,
    },
    { path: 'platform/main.ts', text: `require('../tests/support/people');` },
    { path: 'kernel/service.ts', text: `export * from '../scripts/compose';` },
  ],
};

/** Packages under a licence that is not ours, and where each is allowed. */
const SEAMS: Record<string, RegExp> = {
  '@apollo/gateway': /^bench\//,
  '@apollo/query-planner': /^gateway\/planning\//,
  '@apollo/federation-internals': /^gateway\/(planning|supergraph)\//,
  '@apollo/composition': /^(gateway\/supergraph|scripts)\//,
};

const seams: Rule = {
  name: 'the Elastic-licensed packages are named in few places',
  why: 'planner and composer must stay replaceable',
  offences: perFile((file) =>
    isTest(file)
      ? []
      : importsOf(file)
          .filter((name) => SEAMS[name] && !SEAMS[name].test(file.path))
          .map((name) => `imports ${name}`),
  ),
  broken: [
    { path: 'gateway/http/routes.ts', text: `import type { QueryPlan } from '@apollo/query-planner';` },
    { path: 'kernel/service.ts', text: `import { ApolloGateway } from '@apollo/gateway';` },
  ],
};

/** Files of a subgraph that only put others together or translate. */
const THIN = /^subgraphs\/[^/]+\/(.*\.resolvers|resolvers|mappers|main|subgraph)\.ts$/;

const thinFiles: Rule = {
  name: 'resolvers translate: no SQL and no GraphQL machinery in them',
  why: 'a query in a resolver is a query per row and skips the policy; it belongs into a use case or a loader',
  offences: perFile((file) =>
    THIN.test(file.path)
      ? valueImportsOf(file)
          .filter((name) => name === 'typeorm' || name === 'graphql')
          .map((name) => `imports values of ${name}`)
      : [],
  ),
  broken: [
    { path: 'subgraphs/users/user/user.resolvers.ts', text: `import { In } from 'typeorm';` },
    { path: 'subgraphs/users/subgraph.ts', text: `import { type DocumentNode, parse } from 'graphql';` },
  ],
};

const storage: Rule = {
  name: 'only services with a database know TypeORM',
  why: 'the gateway owns no data and the schema is a contract, not storage',
  offences: perFile((file) =>
    /^(gateway|schema)\//.test(file.path) && importsOf(file).includes('typeorm') ? ['imports typeorm'] : [],
  ),
  broken: [{ path: 'gateway/gateway.ts', text: `import type { DataSource } from 'typeorm';` }],
};

const policies: Rule = {
  name: 'policies and entities depend on nothing that does work',
  why: 'a pure policy is tested in a millisecond, and an entity is columns only',
  offences: perFile((file) =>
    /\.(policy|entity)\.ts$/.test(file.path)
      ? importsOf(file)
          .filter((target) => /\.(resolvers|loaders)$|\/context$|kernel\/events\/(?!outbox)/.test(target))
          .map((target) => `imports ${target}`)
      : [],
  ),
  broken: [
    { path: 'subgraphs/users/user/user.policy.ts', text: `import type { UsersContext } from '../context';` },
    { path: 'subgraphs/users/user/user.entity.ts', text: `import { userLoaders } from './user.loaders';` },
  ],
};

/** Who may import whom, and what. */
export const IMPORT_RULES: readonly Rule[] = [directions, seams, thinFiles, storage, policies];
