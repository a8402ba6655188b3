import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import ts from 'typescript';
import { fromRoot } from '../../kernel/project-root';
import { perFile, type Rule } from './rule';
import { isTest, nodesOf } from './source-files';

const EMPTY_NAMES = /^(index|utils?|helpers?|common|misc|shared|types)\.ts$/;

const telling: Rule = {
  name: 'files are named for what is in them',
  why: 'a file called utils or types attracts everything, and a barrel hides who needs what',
  offences: perFile(({ path }) => (EMPTY_NAMES.test(basename(path)) ? ['its name tells nothing'] : [])),
  broken: [{ path: 'kernel/utils.ts', text: '' }],
};

/** Jest calls what they export by default. */
const JEST_HOOKS = /^tests\/support\/global-(setup|teardown)\.ts$/;

const namedExports: Rule = {
  name: 'exports have names, and are exported once',
  why: 'one name per thing can be searched for; `export *` makes two places to import it from',
  offences: perFile((file) => {
    if (JEST_HOOKS.test(file.path)) return [];
    return nodesOf(file).flatMap((node) => {
      if (ts.isExportAssignment(node)) return ['exports a default'];
      if (ts.isExportDeclaration(node) && !node.exportClause) return ['exports everything of another file'];
      const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
      const isDefault = modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
      return isDefault ? ['exports a default'] : [];
    });
  }),
  broken: [
    { path: 'kernel/clock.ts', text: 'export default class Clock {}' },
    { path: 'kernel/clock.ts', text: `export * from './time';` },
  ],
};

const RELATIONS = /^(OneToOne|OneToMany|ManyToOne|ManyToMany|JoinColumn|JoinTable)$/;
const COLUMNS =
  /^(Column|PrimaryColumn|PrimaryGeneratedColumn|CreateDateColumn|UpdateDateColumn|VersionColumn)$/;

/** The calls that decorate something in a file, such as `Column({ type: 'text' })`. */
function decorators(file: { path: string; text: string }): ts.CallExpression[] {
  return nodesOf(file).flatMap((node) =>
    ts.isDecorator(node) && ts.isCallExpression(node.expression) ? [node.expression] : [],
  );
}

const columnsOnly: Rule = {
  name: 'entities have no relations',
  why: 'objects are joined by loaders; relations bring lazy queries, cascades and circular imports',
  offences: perFile((file) =>
    decorators(file)
      .map((call) => call.expression.getText())
      .filter((name) => RELATIONS.test(name))
      .map((name) => `uses @${name}`),
  ),
  broken: [
    {
      path: 'subgraphs/users/user/user.entity.ts',
      text: 'class User { @ManyToOne(() => School) school!: School }',
    },
  ],
};

function namesType(call: ts.CallExpression): boolean {
  return call.arguments.some(
    (argument) =>
      ts.isObjectLiteralExpression(argument) &&
      argument.properties.some((property) => property.name?.getText() === 'type'),
  );
}

const explicitColumns: Rule = {
  name: 'every column names its type',
  why: 'decorator metadata is off, so TypeORM cannot guess the type from TypeScript',
  offences: perFile((file) =>
    decorators(file)
      .filter((call) => COLUMNS.test(call.expression.getText()) && !namesType(call))
      .map((call) => `@${call.getText()} has no type`),
  ),
  broken: [{ path: 'subgraphs/users/user/user.entity.ts', text: 'class User { @Column() name!: string }' }],
};

/** The relay, and the bus around the one that it is given. */
const OF_THE_RELAY = new Set(['kernel/events/relay.ts', 'kernel/graphql/caching/caching-bus.ts']);

const oneRelay: Rule = {
  name: 'only the relay publishes events',
  why: 'an event that does not go through the outbox is lost by a crash, or told although nothing happened',
  offences: perFile((file) => {
    if (OF_THE_RELAY.has(file.path) || isTest(file)) return [];
    return nodesOf(file)
      .filter((node) => ts.isCallExpression(node) && /\bbus\??\.publish$/i.test(node.expression.getText()))
      .map((node) => `calls ${node.getText()}`);
  }),
  broken: [{ path: 'subgraphs/courses/enrol.ts', text: 'await context.bus.publish([event]);' }],
};

const MIGRATION = /^subgraphs\/[^/]+\/migrations\/.*\.ts$/;

const registered: Rule = {
  name: 'every migration is in its subgraph’s list',
  why: 'migrations are found by name, not by folder: one that is not listed never runs',
  offences: (files) =>
    files
      .filter(({ path, text }) => MIGRATION.test(path) && /implements MigrationInterface/.test(text))
      .flatMap((migration) => {
        const home = `${dirname(dirname(migration.path))}/database.ts`;
        const database = files.find(({ path }) => path === home)?.text ?? '';
        const listed = /migrations:\s*\[([^\]]*)\]/.exec(database)?.[1] ?? '';
        const names = [...migration.text.matchAll(/export class (\w+)/g)].map(([, name]) => name!);
        return names.filter((name) => !listed.includes(name)).map((name) => `${home}: does not list ${name}`);
      }),
  broken: [
    {
      path: 'subgraphs/users/migrations/2-add-phones.ts',
      text: 'export class AddPhones2 implements MigrationInterface {}',
    },
  ],
};

/** Set by every operating system, not by us. */
const AMBIENT = new Set(['PATH', 'HOME', 'USER', 'TMPDIR', 'CI']);

const documentedVariables: Rule = {
  name: 'every environment variable is in .env.example',
  why: 'that file is where an operator looks',
  offences: perFile((file) => {
    if (isTest(file)) return [];
    const documented = readFileSync(fromRoot('.env.example'), 'utf8');
    return [...file.text.matchAll(/\bprocess\.env(?:\.|\[')([A-Z][A-Z0-9_]*)/g)]
      .map(([, name]) => name!)
      .filter((name) => !AMBIENT.has(name) && !new RegExp(`^#? ?${name}=`, 'm').test(documented))
      .map((name) => `reads ${name}`);
  }),
  broken: [{ path: 'platform/main.ts', text: 'const secret = process.env.UNHEARD_OF;' }],
};

/** What files are called and what is in them. */
export const CODE_RULES: readonly Rule[] = [
  telling,
  namedExports,
  columnsOnly,
  explicitColumns,
  oneRelay,
  registered,
  documentedVariables,
];
