import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { Ledger } from './ledger.entity';
import { restrictToVisibleLedgers } from './ledger.policy';

export const ledgerLoaders = (db: DataSource, viewer: Viewer | null) => ({
  ledgerById: loadById(db, Ledger, viewer && restrictToVisibleLedgers(viewer, 'row.id')),
});
