import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kernel/auth/viewer';
import type { AccessConfig } from '../../kernel/config';
import type { SubgraphContext } from '../../kernel/graphql/subgraph';
import { calendarLoaders } from './calendar/calendar.loaders';
import { guardianLoaders } from './guardian/guardian.loaders';
import { organizationLoaders } from './organization/organization.loaders';
import { schoolLoaders } from './school/school.loaders';
import type { CredentialAttempt } from './session/credential-attempt';
import type { TokenIssuer } from './session/token-issuer';
import { staffLoaders } from './staff/staff.loaders';
import { studentLoaders } from './student/student.loaders';
import { userLoaders } from './user/user.loaders';

/** A fresh set of loaders: they live for one operation and see with one viewer's rights. */
export const createUsersLoaders = (db: DataSource, viewer: Viewer | null) => ({
  ...organizationLoaders(db, viewer),
  ...schoolLoaders(db, viewer),
  ...calendarLoaders(db, viewer),
  ...userLoaders(db, viewer),
  ...studentLoaders(db, viewer),
  ...staffLoaders(db, viewer),
  ...guardianLoaders(db, viewer),
});

export interface UsersContext extends SubgraphContext {
  loaders: ReturnType<typeof createUsersLoaders>;
  tokens: TokenIssuer;
  access: AccessConfig;
  credentialAttempt: CredentialAttempt;
}

/** Forgets what was read before a change, so that the rest of the operation sees what is true after it. */
export function forgetLoaded(context: UsersContext): void {
  context.loaders = createUsersLoaders(context.db, context.viewer);
}
