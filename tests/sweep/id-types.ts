import { isInterfaceType, isObjectType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';

/** Where an id is asked for: an argument of a field, or a field of an input object. */
export interface IdPlace {
  /** Such as `Query.student` or `EnrollInput`. */
  owner: string;
  name: string;
  /** What the field answers with. */
  returns: GraphQLNamedType;
}

/** A key that a client makes up, not the id of anything. */
export const CLIENT_KEY = 'a key of the client';
/** The id of something that the client creates. */
export const NEW_ID = 'a new id of ';

/** Places whose names do not tell what the id is of. */
const IRREGULAR: Readonly<Record<string, string>> = {
  'SubmitRegisterInput.sessionId': 'AttendanceSession',
  'SubmitRegisterInput.restOfClass': 'AttendanceCode',
  'MarkInput.codeId': 'AttendanceCode',
  'PostTransactionInput.id': `${NEW_ID}Transaction`,
  'RolloverSchoolYearInput.fromSessionId': 'AcademicSession',
  'RolloverSchoolYearInput.toSessionId': 'AcademicSession',
  'RolloverSchoolYearInput.retainedStudentIds': 'Student',
  'AcademicSessionInput.id': 'AcademicSession',
  'AcademicSessionInput.parentId': 'AcademicSession',
  'AuditEventFilter.actorId': 'User',
  'AuditEventFilter.subjectId': 'School',
  'CreateSchoolInput.parentId': 'OrganizationUnit',
  'SchoolFilter.parentId': 'OrganizationUnit',
  'Query.organization.id': 'OrganizationUnit',
  'TransferStudentInput.fromSchoolId': 'School',
  'TransferStudentInput.toSchoolId': 'School',
  'LinkGuardianInput.guardianUserId': 'User',
  'InviteUserInput.organizationId': 'School',
  'AssignRoleInput.organizationId': 'School',
  'Query.importJob.id': 'ImportJob',
  'Subscription.importProgress.jobId': 'ImportJob',
};

/**
 * The type whose id belongs there: `sectionId` is a ClassSection's as that is the only type whose name ends so, and
 * `id` is one of what the field answers with.
 * @throws Error where the name does not tell; {@link IRREGULAR} then has to
 */
export function idTypeOf(schema: GraphQLSchema, { owner, name, returns }: IdPlace): string {
  const place = `${owner}.${name}`;
  const irregular = IRREGULAR[place];
  if (irregular) return irregular;
  if (/Key$/.test(name)) return CLIENT_KEY;
  if (/^ids?$/.test(name) && (isObjectType(returns) || isInterfaceType(returns)) && returns.getFields().id)
    return returns.name;
  const stem = name.replace(/Ids?$/, '').toLowerCase();
  const candidates = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && type.getFields().id)
    .map((type) => type.name);
  const exact = candidates.filter((type) => type.toLowerCase() === stem);
  const matching = exact.length > 0 ? exact : candidates.filter((type) => type.toLowerCase().endsWith(stem));
  if (stem === '' || matching.length !== 1)
    throw new Error(
      `What is ${place} the id of? ${matching.length === 0 ? 'No type' : matching.join(' or ')} fits its name: ` +
        'say so in tests/sweep/id-types.ts.',
    );
  return matching[0]!;
}
