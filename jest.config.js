/**
 * Three projects: `unit` needs nothing; `stack` and `thorough` get a real PostgreSQL cluster from tests/support. What is
 * `thorough` takes minutes, and has a command of its own. Properties of the unit tests that it lists are tried there with
 * more cases (`tests/support/thoroughness.ts`).
 */
const common = {
  testEnvironment: 'node',
  transform: { '^.+\\.[jt]s$': ['@swc/jest', require('./tests/support/swc-options.js')] },
  // jose is ESM-only; Jest on Node 20 cannot require() it untransformed.
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  testPathIgnorePatterns: ['/node_modules/'],
};

const onPostgres = {
  ...common,
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
};

/** Paths within the repository, of which Jest wants globs to find tests by and patterns to pass them over by. */
const THOROUGH = [
  'tests/sweep',
  'tests/caching/load',
  'tests/caching/redis-faults',
  'tests/e2e/live-board',
  'tests/caching/identities',
  'tests/collisions',
  'tests/redis-outage',
  'tests/projections',
  'tests/authorization/restricted-answers',
  'kernel/events/redis-faults',
  'tests/tenancy/forged-claims',
  'gateway/subscriptions/groups/sharing',
];

module.exports = {
  maxWorkers: 2,
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.integration\\.test\\.ts$', '<rootDir>/tests/e2e/'],
    },
    {
      ...onPostgres,
      displayName: 'stack',
      testMatch: ['**/*.integration.test.ts', '<rootDir>/tests/e2e/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...THOROUGH.map((path) => `<rootDir>/${path}`)],
    },
    {
      ...onPostgres,
      displayName: 'thorough',
      globals: { isThorough: true },
      testMatch: THOROUGH.flatMap((path) => [`<rootDir>/${path}/**/*.test.ts`, `<rootDir>/${path}.*test.ts`]),
    },
  ],
};
