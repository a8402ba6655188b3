import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups, loadOnes } from '../../../kernel/graphql/load-groups';
import { loadChildPages } from '../../../kernel/graphql/child-pages';
import type { Keyset } from '../../../kernel/graphql/pagination';
import { Invoice } from './invoice.entity';
import { restrictToVisibleInvoices } from './invoice.policy';

const NEWEST_FIRST: Keyset<Invoice> = { by: ['issueDate', 'id'], direction: 'DESC' };

/** What is owed for a student in one currency; null where nothing was issued in it yet. */
export interface FeeTotal {
  studentId: string;
  currency: string;
  outstanding: string | null;
}

export const invoiceLoaders = (db: DataSource, viewer: Viewer | null) => {
  const visible = (studentIds: readonly string[]): SelectQueryBuilder<Invoice> => {
    const query = db.getRepository(Invoice).createQueryBuilder('row');
    query.where('row.studentId = ANY(:studentIds)', { studentIds });
    if (viewer) restrictToVisibleInvoices(viewer, 'row')(query);
    else query.andWhere('FALSE');
    return query;
  };
  return {
    invoiceById: loadById(db, Invoice, viewer && restrictToVisibleInvoices(viewer, 'row')),
    invoicesByStudent: loadChildPages(db, Invoice, {
      parent: 'studentId',
      keyset: NEWEST_FIRST,
      restrict: viewer ? restrictToVisibleInvoices(viewer, 'child') : (query) => query.andWhere('FALSE'),
    }),
    /** By currency; empty where the caller sees no invoice of the student. */
    feeTotalsByStudent: loadGroups<string, FeeTotal>(
      (studentIds) =>
        visible(studentIds)
          .select('row.studentId', 'studentId')
          .addSelect('row.currency', 'currency')
          .addSelect(
            `(sum(row.totalMinorUnits - row.paidMinorUnits) FILTER (WHERE row.state = 'ISSUED'))::text`,
            'outstanding',
          )
          .groupBy('row.studentId')
          .addGroupBy('row.currency')
          .orderBy('row.currency')
          .getRawMany<FeeTotal>(),
      (total) => total.studentId,
    ),
    /** The unpaid invoice that falls due first. */
    nextDueByStudent: loadOnes<string, Invoice>(
      (studentIds) =>
        visible(studentIds)
          .andWhere(`row.state = 'ISSUED' AND row.paidMinorUnits < row.totalMinorUnits`)
          .distinctOn(['row.studentId'])
          .orderBy('row.studentId')
          .addOrderBy('row.dueDate')
          .addOrderBy('row.id')
          .getMany(),
      (invoice) => invoice.studentId,
    ),
  };
};
