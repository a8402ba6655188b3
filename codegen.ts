import type { CodegenConfig } from '@graphql-codegen/cli';

/** GraphQL types that resolvers receive as something else than their fields: `subgraphs/<name>/mappers.ts` has them. */
const MAPPERS = {
  users: [
    'Viewer', 'Organization', 'OrganizationUnit', 'School', 'SchoolConnection', 'AcademicSession', 'CalendarDay', 'Period',
    'User', 'RoleAssignment', 'Student', 'StudentConnection', 'SchoolEnrollment', 'Staff', 'StaffConnection', 'Guardian',
    'GuardianLink', 'AuditEvent', 'AuditEventConnection', 'ImportJob', 'ImportErrorConnection', 'RosterChange', 'Session', 'SessionRevocation', 'Invitation',
    'Node',
  ],
  courses: [
    'Course', 'CourseConnection', 'Lesson', 'ClassSection', 'ClassMeeting', 'Enrollment', 'EnrollmentConnection',
    'CourseProgress', 'CourseProgressChanged', 'Student', 'Staff', 'School',
  ],
  attendance: [
    'AttendanceSession', 'AttendanceSessionConnection', 'AttendanceRecord', 'AttendanceCode', 'RegisterEntry',
    'RegisterSubmitted', 'AttendanceTotalsChanged', 'SchoolAttendanceToday', 'StudentAttendanceToday', 'School', 'Student', 'ClassMeeting',
    'ClassSection', 'User',
  ],
  resources: [
    'Resource', 'ResourceConnection', 'Event', 'EventConnection', 'EventAvailability', 'EventAvailabilityChanged', 'Registration',
    'RegistrationConnection', 'School', 'Student', 'Course',
  ],
  finance: [
    'Ledger', 'LedgerConnection', 'Account', 'Transaction', 'TransactionConnection', 'TransactionPosted', 'Posting', 'Invoice',
    'InvoiceConnection', 'StudentFees', 'Student', 'School',
  ],
}; // prettier-ignore

const pascalCase = (name: string) => name[0]!.toUpperCase() + name.slice(1);

/** Types of one subgraph's resolvers, from its SDL. */
function resolverTypes([name, mapped]: [string, readonly string[]]): CodegenConfig['generates'] {
  return {
    [`subgraphs/${name}/schema.generated.ts`]: {
      schema: `schema/${name}.graphql`,
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        contextType: `./context#${pascalCase(name)}Context`,
        mappers: Object.fromEntries(mapped.map((type) => [type, `./mappers#${type}`])),
        mapperTypeSuffix: 'Source',
        useTypeImports: true,
        enumsAsTypes: true,
        inputMaybeValue: 'T | null | undefined',
        maybeValue: 'T | null | undefined',
        makeResolverTypeCallable: false,
        optionalResolveType: true,
        scalars: {
          ID: 'string',
          Date: 'string',
          DateTime: { input: 'string', output: 'Date | string' },
          TimeZone: 'string',
          LocalTime: 'string',
          CurrencyCode: 'string',
          Decimal: 'string',
        },
      },
    },
  };
}

const config: CodegenConfig = {
  generates: Object.assign({}, ...Object.entries(MAPPERS).map(resolverTypes)) as CodegenConfig['generates'],
};

export default config;
