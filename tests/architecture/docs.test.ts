import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ERROR_CATALOGUE } from '../../kernel/errors';
import { fromRoot } from '../../kernel/project-root';
import { nodesOf } from './source-files';

const read = (...path: string[]) => readFileSync(fromRoot(...path), 'utf8');

/** The cells of a Markdown document's table rows, without the backquotes around code. */
const rowsOf = (markdown: string): string[][] =>
  (markdown.match(/^\| .*\|$/gm) ?? []).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );

const codeIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string>;
  scripts: Record<string, string>;
}

const manifest = JSON.parse(read('package.json')) as Manifest;

describe('DEPENDENCIES.md', () => {
  const rows = rowsOf(read('DEPENDENCIES.md'));
  const explained = (columns: number) =>
    rows.filter((row) => row.length === columns && row.every(Boolean)).flatMap(([name]) => codeIn(name));
  const installed = { ...manifest.dependencies, ...manifest.devDependencies };

  it('says why each dependency is there, what we would do without it, and its licence', () => {
    expect(explained(4).sort()).toEqual(Object.keys(installed).sort());
  });

  it('says why each override is there, at the version it has', () => {
    const overrides = Object.entries(manifest.overrides).map(([name, version]) => `\`${name}\` ${version}`);
    expect(rows.map(([name]) => name)).toEqual(expect.arrayContaining(overrides));
  });

  it('states the licence that each package states', () => {
    for (const [names, , , stated] of rows.filter((row) => row.length === 4 && codeIn(row[0]).length > 0)) {
      for (const name of codeIn(names)) {
        const { license } = JSON.parse(read('node_modules', name, 'package.json')) as { license: string };
        expect([name, stated]).toEqual([name, license]);
      }
    }
  });
});

describe('docs/errors.md', () => {
  it('lists the catalogue, code by code', () => {
    const listed = rowsOf(read('docs', 'errors.md')).filter(([code]) => codeIn(code).length > 0);
    const catalogue = Object.entries(ERROR_CATALOGUE);
    expect(listed).toEqual(
      catalogue.map(([code, { status, meaning }]) => [`\`${code}\``, String(status), meaning]),
    );
  });
});

describe('docs/events.md', () => {
  it('lists the events of the schema', () => {
    const file = { path: 'schema/events.ts', text: read('schema', 'events.ts') };
    const events = nodesOf(file).flatMap((node) =>
      ts.isInterfaceDeclaration(node) && node.name.text === 'Events' ? [...node.members] : [],
    );
    const names = events.flatMap(({ name }) => (name && ts.isStringLiteral(name) ? [name.text] : []));
    const listed = rowsOf(read('docs', 'events.md')).flatMap(([name]) => codeIn(name));
    expect(listed.sort()).toEqual(names.sort());
  });
});

describe('the documents', () => {
  const documents = [
    ...['CONTRIBUTING.md', 'DEPENDENCIES.md'],
    ...readdirSync(fromRoot('docs'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => join('docs', path)),
  ];

  it.each(documents)('%s names only files that exist', (document) => {
    const text = read(document);
    const named = [
      ...text.matchAll(/`((?:docs|gateway|kernel|platform|schema|scripts|subgraphs|tests)\/[\w./-]*)`/g),
    ];
    expect(named.map(([, path]) => path!).filter((path) => !existsSync(fromRoot(path)))).toEqual([]);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target!);
    expect(links.filter((target) => !existsSync(fromRoot(dirname(document), target)))).toEqual([]);
  });

  it.each(documents)('%s names only commands that exist', (document) => {
    const commands = [...read(document).matchAll(/npm run ([\w:-]+)/g)].map(([, command]) => command!);
    expect(commands.filter((command) => !manifest.scripts[command])).toEqual([]);
  });
});
