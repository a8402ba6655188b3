import type { DatabaseSchema } from '../../kernel/database/data-source';
import { CreateOutboxAndInbox1732000000000 } from '../../kernel/events/events.migration';
import { OutboxEvent } from '../../kernel/events/outbox.entity';
import { GuardianLink } from './guardian/guardian-link.entity';
import { CreatePeople1732000001000 } from './migrations/1732000001000-create-people';
import { FindAccountsAcrossTenants1732000001900 } from './migrations/1732000001900-find-accounts-across-tenants';
import { School } from './school/school.entity';
import { Tenant } from './school/tenant.entity';
import { Staff } from './staff/staff.entity';
import { Student } from './student/student.entity';
import { RoleAssignment } from './user/role-assignment.entity';
import { User } from './user/user.entity';

export const usersDatabase: DatabaseSchema = {
  entities: [OutboxEvent, Tenant, School, User, RoleAssignment, Student, Staff, GuardianLink],
  migrations: [
    CreateOutboxAndInbox1732000000000,
    CreatePeople1732000001000,
    FindAccountsAcrossTenants1732000001900,
  ],
  isolation: {
    tenantColumns: { tenants: 'id' },
    lookups: [
      {
        signature: 'sign_in_accounts(text)',
        reads: { users: ['id', 'tenant_id', 'email', 'password_hash', 'is_enabled'] },
      },
    ],
  },
};
