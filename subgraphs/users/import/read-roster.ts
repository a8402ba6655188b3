import type { ImportFormat } from '../schema.generated';
import { readOneRosterBundle } from './oneroster-bundle';
import type { CsvFile } from './read-csv';
import { readStudentFile } from './student-file';
import type { RosterContent } from './unit';

const READERS: Record<ImportFormat, (files: readonly CsvFile[]) => RosterContent> = {
  CSV: readStudentFile,
  ONEROSTER_CSV: readOneRosterBundle,
};

/**
 * What is to be applied of some files, always in the same order: an import that was cut short goes on by number.
 * @throws Refusal UNREADABLE_FILE
 */
export function readRoster(format: ImportFormat, files: readonly CsvFile[]): RosterContent {
  return READERS[format](files);
}
