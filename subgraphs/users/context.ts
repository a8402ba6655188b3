import type { Viewer } from '../../kernel/auth/viewer';
import type { AccessConfig } from '../../kernel/config';
import type { SubgraphContext, SubgraphServices } from '../../kernel/graphql/subgraph';
import { calendarLoaders } from './calendar/calendar.loaders';
import { enrollmentLoaders } from './enrollment/enrollment.loaders';
import { guardianLoaders } from './guardian/guardian.loaders';
import { importLoaders } from './import/import.loaders';
import { organizationLoaders } from './organization/organization.loaders';
import { schoolLoaders } from './school/school.loaders';
import type { CredentialAttempt } from './session/credential-attempt';
import type { TokenIssuer } from './session/token-issuer';
import { staffLoaders } from './staff/staff.loaders';
import { studentLoaders } from './student/student.loaders';
import { userLoaders } from './user/user.loaders';

/** A fresh set of loaders: they live for one operation and see with one viewer's rights, on one day. */
export const createUsersLoaders = (
  services: Pick<SubgraphServices, 'db' | 'clock'>,
  viewer: Viewer | null,
) => ({
  ...organizationLoaders(services.db, viewer),
  ...schoolLoaders(services.db, viewer),
  ...calendarLoaders(services.db, viewer),
  ...userLoaders(services, viewer),
  ...studentLoaders(services, viewer),
  ...enrollmentLoaders(services, viewer),
  ...staffLoaders(services.db, viewer),
  ...guardianLoaders(services, viewer),
  ...importLoaders(services.db, viewer),
});

export interface UsersContext extends SubgraphContext {
  loaders: ReturnType<typeof createUsersLoaders>;
  tokens: TokenIssuer;
  access: AccessConfig;
  credentialAttempt: CredentialAttempt;
}

/** Forgets what was read before a change, so that the rest of the operation sees what is true after it. */
export function forgetLoaded(context: UsersContext): void {
  context.loaders = createUsersLoaders(context, context.viewer);
}
