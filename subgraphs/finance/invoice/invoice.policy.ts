import { schoolsWith, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import type { Invoice } from './invoice.entity';

/**
 * Whose invoices a person reads: guardians those of wards whose fees they may see, once they are issued; bursars and
 * principals those of their schools; administrators those of the tenant.
 */
export function restrictToVisibleInvoices(viewer: Viewer, alias: 'row' | 'child'): Restriction<Invoice> {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, 'BURSAR', 'PRINCIPAL');
  const wards = viewer.wards.filter((ward) => ward.canSeeFinance).map(({ studentId }) => studentId);
  return (query) =>
    query.andWhere(`${alias}.tenantId = :tenantId`, { tenantId: viewer.tenantId }).andWhere(
      `(:isEverywhere OR ${alias}.schoolId = ANY(:feeSchools)
          OR (${alias}.studentId = ANY(:feeWards) AND ${alias}.state <> 'DRAFT'))`,
      { isEverywhere, feeSchools: schoolIds, feeWards: wards },
    );
}

/** Whether the viewer is told what is owed for a child, even where that is nothing. */
export function paysFor(viewer: Viewer | null, studentId: string): boolean {
  return viewer?.wards.some((ward) => ward.studentId === studentId && ward.canSeeFinance) ?? false;
}
