import type { DatabaseSchema } from '../../kernel/database/data-source';
import { EVENT_MIGRATIONS } from '../../kernel/events/events.migration';
import { OutboxEvent } from '../../kernel/events/outbox.entity';
import { AuditEvent } from './audit/audit-event.entity';
import { AcademicSession } from './calendar/academic-session.entity';
import { CalendarDay } from './calendar/calendar-day.entity';
import { Period } from './calendar/period.entity';
import { SchoolEnrollment } from './enrollment/school-enrollment.entity';
import { Guardian } from './guardian/guardian.entity';
import { GuardianLink } from './guardian/guardian-link.entity';
import { CreatePeople1732000001000 } from './migrations/1732000001000-create-people';
import { FindAccountsAcrossTenants1732000001900 } from './migrations/1732000001900-find-accounts-across-tenants';
import { CreateOrganisations1732000006000 } from './migrations/1732000006000-create-organisations';
import { CreateSchoolEnrolments1732000006001 } from './migrations/1732000006001-create-school-enrolments';
import { CreateAuditEvents1732000006002 } from './migrations/1732000006002-create-audit-events';
import { GuardPeople1732000008000 } from './migrations/1732000008000-guard-people';
import { ReplicateTeaching1732000008001 } from './migrations/1732000008001-replicate-teaching';
import { CreateSessions1732000007000 } from './migrations/1732000007000-create-sessions';
import { CreateSignInThrottles1732000007001 } from './migrations/1732000007001-create-sign-in-throttles';
import { CreateLinks1732000007002 } from './migrations/1732000007002-create-links';
import { CreateImportJobs1732000009000 } from './migrations/1732000009000-create-import-jobs';
import { BoundImports1732000009001 } from './migrations/1732000009001-bound-imports';
import { RevokeTokensOfMany1732000009002 } from './migrations/1732000009002-revoke-tokens-of-many';
import { TellStudentsAgain1732000010000 } from './migrations/1732000010000-tell-students-again';
import { ImportError } from './import/import-error.entity';
import { ImportFile } from './import/import-file.entity';
import { ImportJob } from './import/import-job.entity';
import { Message } from './message/message.entity';
import { Invitation } from './invitation/invitation.entity';
import { PasswordReset } from './password-reset/password-reset.entity';
import { RefreshToken } from './session/refresh-token.entity';
import { Session } from './session/session.entity';
import { OrganizationUnit } from './organization/organization-unit.entity';
import { School } from './school/school.entity';
import { SchoolTimeZone } from './school/school-time-zone.entity';
import { Tenant } from './school/tenant.entity';
import { Staff } from './staff/staff.entity';
import { Student } from './student/student.entity';
import { RoleAssignment } from './user/role-assignment.entity';
import { User } from './user/user.entity';

export const usersDatabase: DatabaseSchema = {
  entities: [
    OutboxEvent,
    Tenant,
    OrganizationUnit,
    School,
    SchoolTimeZone,
    AcademicSession,
    CalendarDay,
    Period,
    User,
    RoleAssignment,
    Student,
    SchoolEnrollment,
    Staff,
    Guardian,
    GuardianLink,
    AuditEvent,
    ImportJob,
    ImportFile,
    ImportError,
    Session,
    RefreshToken,
    PasswordReset,
    Invitation,
    Message,
  ],
  migrations: [
    ...EVENT_MIGRATIONS,
    CreatePeople1732000001000,
    FindAccountsAcrossTenants1732000001900,
    CreateOrganisations1732000006000,
    CreateSchoolEnrolments1732000006001,
    CreateAuditEvents1732000006002,
    GuardPeople1732000008000,
    ReplicateTeaching1732000008001,
    CreateSessions1732000007000,
    CreateSignInThrottles1732000007001,
    CreateLinks1732000007002,
    CreateImportJobs1732000009000,
    BoundImports1732000009001,
    RevokeTokensOfMany1732000009002,
    TellStudentsAgain1732000010000,
  ],
  isolation: {
    tenantColumns: { tenants: 'id' },
    outside: {
      sign_in_throttles:
        'Counts of tries by digests of what was tried: whose account it is, nobody knows yet.',
    },
    lookups: [
      {
        signature: 'sign_in_accounts(text)',
        reads: { users: ['id', 'tenant_id', 'email', 'password_hash', 'is_enabled'] },
      },
      {
        signature: 'revocations_since(xid8)',
        reads: { token_revocations: ['id', 'session_id', 'user_id', 'epoch', 'written_by'] },
      },
      {
        signature: 'tenants_with_imports()',
        reads: { import_jobs: ['id', 'tenant_id', 'state', 'lease_until'] },
      },
      { signature: 'tenant_ids()', reads: { tenants: ['id'] } },
      {
        signature: 'tenants_with_messages(timestamp with time zone)',
        reads: { messages: ['tenant_id', 'sent_at', 'next_attempt_at', 'expires_at'] },
      },
    ],
  },
};
