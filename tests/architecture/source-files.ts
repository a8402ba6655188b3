import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { fromRoot } from '../../kernel/project-root';

/** A TypeScript file by its path from the project's root, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

const FOLDERS = ['bench', 'gateway', 'kernel', 'platform', 'schema', 'scripts', 'subgraphs', 'tests'];

/** All TypeScript files that people write. */
export function sourceFiles(): SourceFile[] {
  return FOLDERS.filter((folder) => existsSync(fromRoot(folder)))
    .flatMap((folder) =>
      readdirSync(fromRoot(folder), { recursive: true, encoding: 'utf8' })
        .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.generated.ts'))
        .filter((path) => !path.split('/').includes('node_modules')),
    )
    .map((path) => ({ path, text: readFileSync(fromRoot(path), 'utf8') }));
}

/** What a file imports in any way: project files by path from the root without suffix, packages by name. */
export function importsOf({ path, text }: SourceFile): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName,
  );
}

/** Packages a file needs when it runs: `import type` and imports of types alone are gone by then. */
export function valueImportsOf(file: SourceFile): string[] {
  return nodesOf(file).flatMap((node) =>
    ts.isImportDeclaration(node) && !isTypeOnly(node) && ts.isStringLiteral(node.moduleSpecifier)
      ? [node.moduleSpecifier.text]
      : [],
  );
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.isTypeOnly) return true;
  const { name, namedBindings } = importClause;
  return !name && !!namedBindings && ts.isNamedImports(namedBindings)
    ? namedBindings.elements.every((element) => element.isTypeOnly)
    : false;
}

const parsed = new WeakMap<SourceFile, ts.Node[]>();

/** Every node of a file's syntax tree; parsed once, however many rules ask. */
export function nodesOf(file: SourceFile): ts.Node[] {
  const nodes = parsed.get(file) ?? parse(file);
  parsed.set(file, nodes);
  return nodes;
}

function parse({ path, text }: SourceFile): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true));
  return nodes;
}

/** Tests, and what exists for them. */
export function isTest({ path }: SourceFile): boolean {
  return path.endsWith('.test.ts') || path.startsWith('tests/');
}
