import { requireViewer } from '../../../kernel/auth/viewer';
import { violatedConstraint } from '../../../kernel/database/errors';
import { refuse } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { ImportFileInput, ImportRosterInput, UsersErrorCode } from '../schema.generated';
import { administerSchool } from '../school/require-school';
import { canManageSchools } from '../school/school.policy';
import { ImportFile } from './import-file.entity';
import { ImportJob } from './import-job.entity';
import { storable, unreadable } from './read-csv';
import { readRoster } from './read-roster';

const MAX_FILES = 30;
const MAX_ROWS = 50_000;
const MAX_FILE_NAME = 200;

/**
 * Takes files for an import, which a worker then does. Files that cannot be read as a whole are refused at once.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, UNREADABLE_FILE, TOO_MANY, IMPORT_RUNNING
 */
export async function importRoster(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock' | 'request'>,
  input: ImportRosterInput,
): Promise<ImportJob> {
  const viewer = requireViewer(context.viewer);
  const schoolId = await importedSchool(context, input);
  const files = readFiles(input.files);
  const { units, filesLeftAlone } = readRoster(input.format, files);
  const totalRows = units.length;
  if (totalRows > MAX_ROWS)
    refuse<UsersErrorCode>('TOO_MANY', `At most ${MAX_ROWS} rows.`, ['input', 'files']);
  const now = context.clock.now();
  const { tenantId, userId } = viewer;
  const id = newId(ID_PREFIXES.ImportJob, now.getTime());
  const { format, dryRun = true } = input;
  try {
    return await context.db.transaction(async (tx) => {
      const job = { id, tenantId, schoolId, requestedBy: userId, format, dryRun: dryRun ?? true };
      await tx.insert(ImportJob, { ...job, totalRows, filesLeftAlone, createdAt: now });
      await tx.insert(
        ImportFile,
        files.map((file, position) => ({ ...file, position, jobId: id, tenantId })),
      );
      await recordAudit(tx, {
        ...{ tenantId, schoolId, actorUserId: userId, action: 'roster.import_requested' },
        ...{ subjectId: id, at: now, address: context.request.clientAddress, after: job },
      });
      return tx.findOneByOrFail(ImportJob, { id });
    });
  } catch (error) {
    if (violatedConstraint(error) !== 'import_jobs_one_open') throw error;
    return refuse<UsersErrorCode>('IMPORT_RUNNING', 'Another import of this school is not over yet.');
  }
}

/** The school to import for, which the caller administers; null for the whole tenant, which they do, too. */
async function importedSchool(
  context: Pick<UsersContext, 'viewer' | 'loaders'>,
  { schoolId, format }: ImportRosterInput,
): Promise<string | null> {
  if (schoolId) return (await administerSchool(context, schoolId)).school.id;
  if (format === 'CSV') {
    return refuse<UsersErrorCode>('NOT_FOUND', 'A plain roster is of one school: name it.', [
      'input',
      'schoolId',
    ]);
  }
  if (canManageSchools(requireViewer(context.viewer))) return null;
  return refuse<UsersErrorCode>('FORBIDDEN', 'Only the district imports for several schools.', [
    'input',
    'schoolId',
  ]);
}

function readFiles(files: readonly ImportFileInput[]): Pick<ImportFile, 'name' | 'content'>[] {
  if (files.length === 0 || files.length > MAX_FILES) {
    refuse<UsersErrorCode>('TOO_MANY', `An import has 1 to ${MAX_FILES} files.`, ['input', 'files']);
  }
  const names = new Set(files.map(({ name }) => name));
  if (names.size < files.length) unreadable('The import', 'a file is in it twice');
  if (files.some(({ name }) => name.length > MAX_FILE_NAME))
    unreadable('The import', 'a file has too long a name');
  return files.map(({ name, content }) => ({ name: storable(name), content: storable(content) }));
}
