import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { User } from './user.entity';
import { restrictToVisibleUsers } from './user.policy';

export const userLoaders = (db: DataSource, viewer: Viewer | null) => ({
  userById: loadById(db, User, viewer && restrictToVisibleUsers(viewer)),
});
