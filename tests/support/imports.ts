import type { ViewerClaims } from '../../kernel/auth/viewer';
import type { School } from '../../subgraphs/users/school/school.entity';
import type { User } from '../../subgraphs/users/user/user.entity';
import { until } from './events';
import { aStaffMember } from './people';
import { csv, type ExpectedError, type RosterFile } from './roster';
import type { TestSubgraph } from './subgraph';
import { aMember } from './viewers';

const IMPORT = `mutation ($input: ImportRosterInput!) { importRoster(input: $input) {
  job { id state totalRows } userErrors { code field message } } }`;
const JOB = `query ($id: ID!, $after: String) { importJob(id: $id) { state dryRun totalRows processedRows created updated
  unchanged failed finishedAt filesLeftAlone errors(first: 100, after: $after) { totalCount
    pageInfo { hasNextPage endCursor } nodes { file line field code message } } } }`;

/** What is asked for beside the files; the format is CSV unless said otherwise, and it is no dry run. */
interface ImportOptions {
  format?: 'CSV' | 'ONEROSTER_CSV';
  dryRun?: boolean;
  schoolId?: string | null;
}

/** An import that is over. */
export interface DoneImport {
  state: string;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  processedRows: number;
  totalRows: number;
  filesLeftAlone: string[];
  errors: ExpectedError[];
}

/** Somebody of the office of a school, who is there to be asked whether they may import. */
export async function anOffice(
  users: TestSubgraph,
  school: School,
  over: Partial<User> = {},
): Promise<ViewerClaims> {
  const { userId } = await aStaffMember(users.services.db, school, 'SITE_ADMINISTRATOR', over);
  return aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR', { sub: userId });
}

/* eslint-disable @typescript-eslint/no-explicit-any -- tests assert on whatever is answered */
/** Asks for an import. @returns the payload */
export async function askForImport(
  users: TestSubgraph,
  viewer: ViewerClaims,
  files: readonly object[],
  { format = 'CSV', dryRun = false, schoolId = viewer.roles[0]!.org }: ImportOptions = {},
): Promise<any> {
  const input = { schoolId, format, dryRun, files };
  const { data, errors } = await users.send(viewer, IMPORT, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.importRoster;
}
/* eslint-enable @typescript-eslint/no-explicit-any */

/** Imports, and waits for the end. @returns the job with all of its errors */
export async function importNow(
  users: TestSubgraph,
  viewer: ViewerClaims,
  files: readonly object[],
  options: ImportOptions = {},
): Promise<DoneImport> {
  const { job, userErrors } = await askForImport(users, viewer, files, options);
  if (!job) throw new Error(JSON.stringify(userErrors));
  return importOver(users, viewer, job.id as string);
}

/** Waits for the end of an import. */
export async function importOver(users: TestSubgraph, viewer: ViewerClaims, id: string): Promise<DoneImport> {
  const read = async (after?: string) => (await users.send(viewer, JOB, { id, after })).data.importJob;
  let page = await read();
  await until(async () => (page = await read()).finishedAt !== null, 60_000);
  const { errors: _errors, finishedAt: _finishedAt, dryRun: _dryRun, ...done } = page;
  const errors = [...page.errors.nodes];
  while (page.errors.pageInfo.hasNextPage) {
    page = await read(page.errors.pageInfo.endCursor);
    errors.push(...page.errors.nodes);
  }
  return { ...done, errors: errors.map(({ message: _message, ...error }) => error) };
}

/** A plain roster; what a row leaves out, its column has empty. */
export function aPlainRoster(rows: readonly Readonly<Record<string, string>>[]): RosterFile {
  const defaults = { student_number: '1', given_name: 'Amina', family_name: 'Otieno', grade_level: '9' };
  const full = rows.map((row) => ({ ...defaults, ...row }));
  const columns = [...new Set(full.flatMap((row) => Object.keys(row)))];
  return csv(
    'students.csv',
    columns,
    full.map((row) => columns.map((column) => (row as Record<string, string>)[column] ?? '')),
  );
}
