import type { Viewer } from '../../kernel/auth/viewer';
import type { Connection } from '../../kernel/graphql/pagination';
import type { NodeType } from '../../schema/id-prefixes';
import type { School } from './school/school.entity';
import type { Student } from './student/student.entity';

/** What resolvers receive for each GraphQL type: the stored row, not the type's fields. */
export type { Viewer };
export type { School } from './school/school.entity';
export type { User } from './user/user.entity';
export type { RoleAssignment } from './user/role-assignment.entity';
export type { Student } from './student/student.entity';
export type { Staff } from './staff/staff.entity';
export type { GuardianLink } from './guardian/guardian-link.entity';

export type SchoolConnection = Connection<School>;
export type StudentConnection = Connection<Student>;
/** A row of this service, or the bare id of another service's object. */
export type Node = { __typename: NodeType; id: string };
