import type { EntityManager } from 'typeorm';
import { newId } from '../../kernel/ids';
import type { DemoSchool } from '../../platform/demo/schools';
import { populate } from '../../platform/demo/population';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { recordAudit } from '../../subgraphs/users/audit/record-audit';
import { ImportError } from '../../subgraphs/users/import/import-error.entity';
import { ImportJob } from '../../subgraphs/users/import/import-job.entity';
import { Invitation } from '../../subgraphs/users/invitation/invitation.entity';
import { School } from '../../subgraphs/users/school/school.entity';
import { OrganizationUnit } from '../../subgraphs/users/organization/organization-unit.entity';

/** What an office leaves behind and the demo has none of: an import with an error, an invitation, a department, an act. */
export async function seedPaperwork(tx: EntityManager, school: DemoSchool): Promise<void> {
  const { tenantId, id: schoolId } = school;
  const clerk = populate(school).staff.find(({ role }) => role === 'SITE_ADMINISTRATOR')!.userId;
  const at = new Date('2026-01-05T08:00:00Z');
  const jobId = newId(ID_PREFIXES.ImportJob);
  await tx.insert(ImportJob, {
    ...{
      id: jobId,
      tenantId,
      schoolId,
      requestedBy: clerk,
      format: 'CSV',
      dryRun: false,
      state: 'COMPLETED',
    },
    ...{ totalRows: 3, processedRows: 3, created: 1, updated: 1, failed: 1, createdAt: at, finishedAt: at },
  });
  const fault = { field: 'email', code: 'INVALID_VALUE' as const, message: 'This is no e-mail address.' };
  await tx.insert(ImportError, {
    ...{ id: newId('ime'), jobId, tenantId, position: 0, file: 'students.csv', line: 2, ...fault },
  });
  await tx.insert(Invitation, {
    ...{
      id: newId('ivt'),
      tenantId,
      organizationId: schoolId,
      email: `new@${school.domain}`,
      role: 'TEACHER',
    },
    ...{ givenName: 'New', familyName: 'Comer', title: null, invitedBy: clerk, createdAt: at, expiresAt: at },
  });
  const departmentId = newId(ID_PREFIXES.OrganizationUnit);
  await tx.insert(OrganizationUnit, {
    ...{ id: departmentId, tenantId, parentId: tenantId, type: 'DEPARTMENT' },
    name: `Department of ${school.name}`,
  });
  await tx.update(School, { id: schoolId }, { parentId: departmentId });
  const act = { action: 'calendar.changed', subjectId: schoolId, at, address: '192.0.2.1' };
  await recordAudit(tx, { ...act, tenantId, schoolId, actorUserId: clerk, before: { at }, after: {} });
}
