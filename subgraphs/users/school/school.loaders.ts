import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { restrictToOwnSchools } from './school.policy';
import { School } from './school.entity';

export const schoolLoaders = (db: DataSource, viewer: Viewer | null) => ({
  schoolById: loadById(db, School, viewer && restrictToOwnSchools(viewer)),
});
