import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * What type-aware rules find, and who may import whom. The same directions are held by tests/architecture.test.ts,
 * which also sees dynamic imports; here they show up while typing.
 */

const SUBGRAPHS = ['users', 'courses', 'attendance', 'resources', 'finance'];
const TESTS = ['**/*.test.ts', 'tests/**/*.ts'];

/** Forbids relative imports that lead into one of these folders of the root. */
const folders = (names, message) => ({ regex: `^(\\.\\./)+(${names.join('|')})/`, message });

const NO_TOOLING = folders(['scripts', 'bench'], 'scripts and bench are entry points: nothing imports them.');
const NO_TESTS = folders(['tests'], 'Only tests import tests.');
const NO_PLATFORM = folders(['platform'], 'platform hosts everything else: nothing imports it.');
const NO_SUBGRAPHS = folders(['subgraphs'], 'The gateway and the kernel know no subgraph.');
const NO_GATEWAY = folders(['gateway'], 'The gateway is reached over GraphQL alone.');

/** Elastic-2.0 packages and the one folder that may name each, so that each stays replaceable. */
const SEAMS = {
  '@apollo/gateway': ['gateway/execution'],
  '@apollo/query-planner': ['gateway/planning'],
  '@apollo/federation-internals': ['gateway/planning', 'gateway/supergraph'],
  '@apollo/composition': ['gateway/supergraph', 'scripts'],
};

const seamsClosedTo = (folder) =>
  Object.entries(SEAMS)
    .filter(([, open]) => !open.some((seam) => seam === folder))
    .map(([name, open]) => ({ name, message: `Only ${open.join(' and ')} may import ${name}.` }));

/** The import rules of one folder, for its program and, with tests/support open to them, for its tests. */
function imports(folder, patterns) {
  const rule = (banned, paths) => ({ 'no-restricted-imports': ['error', { patterns: banned, paths }] });
  const files = [`${folder}/**/*.ts`];
  return [
    { files, rules: rule([...patterns, NO_TESTS], seamsClosedTo(folder)) },
    { files: [`${folder}/**/*.test.ts`], rules: rule(patterns, []) },
  ];
}

const otherThan = (name) => SUBGRAPHS.filter((other) => other !== name);

const importDirections = [
  ...imports('schema', [folders(['[a-z]+'], 'schema depends on nothing.')]),
  ...imports('kernel', [NO_SUBGRAPHS, NO_GATEWAY, NO_PLATFORM, NO_TOOLING]),
  ...imports('gateway', [NO_SUBGRAPHS, NO_PLATFORM, NO_TOOLING]),
  ...['planning', 'execution', 'supergraph'].flatMap((part) =>
    imports(`gateway/${part}`, [NO_SUBGRAPHS, NO_PLATFORM, NO_TOOLING]),
  ),
  ...SUBGRAPHS.flatMap((name) =>
    imports(`subgraphs/${name}`, [
      folders(otherThan(name), 'Subgraphs learn of each other by events alone.'),
      NO_GATEWAY,
      NO_PLATFORM,
      NO_TOOLING,
    ]),
  ),
  ...imports('platform', [NO_TOOLING]),
  ...imports('scripts', [folders(['bench'], 'bench is for measuring alone.')]),
];

const ENVIRONMENT = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Read the environment in kernel/config.ts, where it is checked and documented.',
};
const WALL_CLOCK = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Take the time from context.clock, so that tests own it.',
  },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Take the time from context.clock, so that tests own it.',
  },
];

const syntax = [
  {
    files: ['{kernel,gateway,platform,schema}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ENVIRONMENT] },
  },
  { files: ['subgraphs/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, ...WALL_CLOCK] } },
  {
    files: [
      ...TESTS,
      'kernel/config.ts',
      // Sets a switch of a library that reads the environment by itself.
      'gateway/apollo-telemetry.ts',
      // Hand the environment on to a program they start.
      'platform/main.ts',
      'platform/postgres-{server,initdb}.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
];

const UNUSED = { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true };

export default defineConfig(
  globalIgnores(['dist/', '.data/', 'coverage/', 'node_modules/', '**/*.generated.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', UNUSED],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // `kind === 'mutation'` is how graphql-js's own string enums are compared.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // An async function without await is a promise-returning one, which is what an interface may ask for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  importDirections,
  syntax,
  {
    // They talk to a person at a terminal.
    files: ['scripts/**/*.ts', 'bench/**/*.ts', 'platform/**/*.ts', 'kernel/service.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // A GraphQL reply in a test is JSON of any shape: what counts is what `expect` says about it.
    files: TESTS,
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
