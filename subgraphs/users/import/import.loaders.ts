import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { ImportJob } from './import-job.entity';
import { restrictToOwnImports } from './import.policy';

export const importLoaders = (db: DataSource, viewer: Viewer | null) => ({
  importJobById: loadById(db, ImportJob, viewer && restrictToOwnImports(viewer)),
});
