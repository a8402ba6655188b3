import { CODE_RULES } from './architecture/code-rules';
import { IMPORT_RULES } from './architecture/import-rules';
import type { Rule } from './architecture/rule';
import { sourceFiles } from './architecture/source-files';

const files = sourceFiles();

/** Offences with the reason they are one, so that a failure explains itself. */
const explained = ({ offences, why }: Rule, ...given: Parameters<Rule['offences']>) =>
  offences(...given).map((offence) => `${offence} — ${why}`);

it('looks at the files of every folder', () => {
  const folders = new Set(files.map(({ path }) => path.split('/')[0]));
  for (const folder of ['gateway', 'kernel', 'platform', 'schema', 'scripts', 'subgraphs', 'tests']) {
    expect(folders).toContain(folder);
  }
});

describe.each([...IMPORT_RULES, ...CODE_RULES])('$name', (rule) => {
  it('holds', () => {
    expect(explained(rule, files)).toEqual([]);
  });

  it('would be noticed if it did not', () => {
    for (const file of rule.broken) expect(explained(rule, [file])).not.toEqual([]);
  });
});
