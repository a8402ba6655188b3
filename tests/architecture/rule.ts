import type { SourceFile } from './source-files';

/** Something that holds for the whole tree. */
export interface Rule {
  /** A sentence that is true while the rule holds. */
  name: string;
  /** Why it is a rule; shown with each offence. */
  why: string;
  /** What breaks the rule, `path: what` for each. */
  offences(files: readonly SourceFile[]): string[];
  /** Files each of which breaks it by itself, so that the rule is known to be able to fail. */
  broken: readonly SourceFile[];
}

/** The `offences` of a rule that looks at one file at a time. */
export function perFile(find: (file: SourceFile) => string[]): Rule['offences'] {
  return (files) => files.flatMap((file) => find(file).map((offence) => `${file.path}: ${offence}`));
}
