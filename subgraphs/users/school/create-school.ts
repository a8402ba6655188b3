import { requireViewer } from '../../../kernel/auth/viewer';
import { violatedConstraint } from '../../../kernel/database/errors';
import { refuse } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { CreateSchoolInput, UsersErrorCode } from '../schema.generated';
import { readOptionalText, readText } from '../text/read-text';
import { readCurrency, readGradeLevels, readLocale } from './read-school-input';
import { School } from './school.entity';
import { canManageSchools } from './school.policy';

/**
 * Opens a school.
 * @throws Fault UNAUTHENTICATED; Refusal FORBIDDEN, NOT_FOUND, INVALID_TEXT, UNKNOWN_CURRENCY, UNKNOWN_LOCALE,
 *   IDENTIFIER_TAKEN, TOO_MANY
 */
export async function createSchool(
  { db, viewer, loaders, clock }: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: CreateSchoolInput,
): Promise<School> {
  const asker = requireViewer(viewer);
  if (!canManageSchools(asker)) {
    refuse<UsersErrorCode>('FORBIDDEN', 'Only the district’s administrators open schools.');
  }
  const { tenantId, userId } = asker;
  const parentId = input.parentId ?? tenantId;
  if (!(await loaders.unitById.load(parentId))) {
    refuse<UsersErrorCode>('NOT_FOUND', 'There is no such organisation.', ['input', 'parentId']);
  }
  const now = clock.now();
  const school: School = {
    id: newId(ID_PREFIXES.School, now.getTime()),
    tenantId,
    parentId,
    name: readText(input.name, ['input', 'name']),
    identifier: readOptionalText(input.identifier, ['input', 'identifier']),
    timeZone: input.timeZone,
    currency: readCurrency(input.currency, ['input', 'currency']),
    locale: readLocale(input.locale, ['input', 'locale']),
    gradeLevels: readGradeLevels(input.gradeLevels, ['input', 'gradeLevels']),
    instructionalWeekdays: [1, 2, 3, 4, 5],
    version: 1,
  };
  return db.transaction(async (tx) => {
    await refusingTakenIdentifier(() => tx.insert(School, school));
    const act = { action: 'school.created', subjectId: school.id, at: now, after: school };
    await recordAudit(tx, { ...act, tenantId, schoolId: school.id, actorUserId: userId });
    return school;
  });
}

/** Does what writes an identifier; the database knows whether it is taken. */
export async function refusingTakenIdentifier<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error) !== 'schools_identifier_unique') throw error;
    return refuse<UsersErrorCode>('IDENTIFIER_TAKEN', 'Another school has this identifier.', [
      'input',
      'identifier',
    ]);
  }
}
