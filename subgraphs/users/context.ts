import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kernel/auth/viewer';
import type { SubgraphContext } from '../../kernel/graphql/subgraph';
import { guardianLoaders } from './guardian/guardian.loaders';
import { schoolLoaders } from './school/school.loaders';
import type { TokenIssuer } from './session/token-issuer';
import { staffLoaders } from './staff/staff.loaders';
import { studentLoaders } from './student/student.loaders';
import { userLoaders } from './user/user.loaders';

/** A fresh set of loaders: they live for one operation and see with one viewer's rights. */
export const createUsersLoaders = (db: DataSource, viewer: Viewer | null) => ({
  ...schoolLoaders(db, viewer),
  ...userLoaders(db, viewer),
  ...studentLoaders(db, viewer),
  ...staffLoaders(db, viewer),
  ...guardianLoaders(db, viewer),
});

export interface UsersContext extends SubgraphContext {
  loaders: ReturnType<typeof createUsersLoaders>;
  tokens: TokenIssuer;
}
