import { z } from 'zod';
import { unauthenticated } from '../errors';
import type { Identity } from './signed-identity';

/** Roles of OneRoster 1.2, and the bursar that the school ledger needs. */
export const ROLES = [
  'STUDENT',
  'TEACHER',
  'AIDE',
  'PROCTOR',
  'COUNSELOR',
  'PRINCIPAL',
  'BURSAR',
  'SITE_ADMINISTRATOR',
  'DISTRICT_ADMINISTRATOR',
  'SYSTEM_ADMINISTRATOR',
  'GUARDIAN',
  'PARENT',
  'RELATIVE',
] as const;
export type Role = (typeof ROLES)[number];

/** Everybody who works at a school. */
export const STAFF_ROLES = [
  'TEACHER',
  'AIDE',
  'PROCTOR',
  'COUNSELOR',
  'PRINCIPAL',
  'BURSAR',
  'SITE_ADMINISTRATOR',
] as const satisfies readonly Role[];

/** Those who run a school: they see and correct what its teachers do. */
export const OFFICE_ROLES = ['PRINCIPAL', 'SITE_ADMINISTRATOR'] as const satisfies readonly Role[];

const wardSchema = z.object({
  student: z.string(),
  school: z.string(),
  attendance: z.boolean(),
  grades: z.boolean(),
  finance: z.boolean(),
  reportAbsence: z.boolean(),
});

/** What a token says of its bearer. */
const claimsSchema = z.object({
  sub: z.string(),
  tenant: z.string(),
  roles: z.array(z.object({ org: z.string(), role: z.enum(ROLES) })),
  student: z.string().optional(),
  staff: z.string().optional(),
  wards: z.array(wardSchema).default([]),
  /** The session that the token belongs to. */
  sid: z.string().optional(),
  /** Rises with the person's rights: a token of a lower one than was announced is refused. */
  epoch: z.number().int().optional(),
});

/** The claims of an access token that say who the bearer is and what they may see. */
export type ViewerClaims = z.input<typeof claimsSchema>;

/**
 * What the gateway tells of those who share a stream: the claims that they have in common and that it depends on. One that
 * is not told is nobody's, and so gives no right.
 */
const sharedClaimsSchema = claimsSchema.extend({
  sub: claimsSchema.shape.sub.optional(),
  roles: claimsSchema.shape.roles.default([]),
});

/** A child that a guardian is linked to, with the switches of that one link. */
export interface Ward {
  studentId: string;
  schoolId: string;
  canSeeAttendance: boolean;
  canSeeGrades: boolean;
  canSeeFinance: boolean;
  canReportAbsence: boolean;
}

/** Who is asking, as the gateway vouches for it. The only source of a tenant id. */
export interface Viewer {
  /** Null for all who share a stream, and are told of by what they have in common alone. */
  userId: string | null;
  tenantId: string;
  /** Roles by organisation; the rights of one organisation never reach another. */
  roles: readonly { orgId: string; role: Role }[];
  studentId: string | null;
  staffId: string | null;
  wards: readonly Ward[];
  /** The session that the token belongs to; null for a token that was issued outside of one. */
  sessionId: string | null;
}

/** One person, by name. */
export interface Person extends Viewer {
  userId: string;
}

/**
 * Reads a viewer from the identity that the gateway signed.
 * @throws Fault UNAUTHENTICATED where the claims are not those of this platform, or tell of no tenant
 */
export function viewerFrom(identity: Identity): Viewer {
  const { success, data: claims } = sharedClaimsSchema.safeParse(identity);
  if (!success) throw unauthenticated('The claims of the caller are not those of this platform.');
  return {
    userId: claims.sub ?? null,
    tenantId: claims.tenant,
    roles: claims.roles.map(({ org, role }) => ({ orgId: org, role })),
    studentId: claims.student ?? null,
    staffId: claims.staff ?? null,
    wards: claims.wards.map((ward) => ({
      studentId: ward.student,
      schoolId: ward.school,
      canSeeAttendance: ward.attendance,
      canSeeGrades: ward.grades,
      canSeeFinance: ward.finance,
      canReportAbsence: ward.reportAbsence,
    })),
    sessionId: claims.sid ?? null,
  };
}

/** Whether the viewer holds one of these roles in this very school, or administers a district that it is part of. */
export function hasRole(viewer: Viewer, schoolId: string, ...roles: readonly Role[]): boolean {
  return (
    isDistrictAdministrator(viewer) ||
    viewer.roles.some(({ orgId, role }) => orgId === schoolId && countsAs(role, roles))
  );
}

/** A district's administrators stand in every school of theirs for all who work there; the token names these schools. */
function countsAs(role: Role, roles: readonly Role[]): boolean {
  return roles.includes(role) || role === 'DISTRICT_ADMINISTRATOR';
}

/** The schools in which a viewer holds a certain role; `isEverywhere` where that is every school of the tenant. */
export interface SchoolScope {
  schoolIds: readonly string[];
  isEverywhere: boolean;
}

/** The schools in which the viewer holds one of these roles. For SQL: `:isEverywhere OR school_id = ANY(:schoolIds)`. */
export function schoolsWith(viewer: Viewer, ...roles: readonly Role[]): SchoolScope {
  return {
    schoolIds: viewer.roles.filter(({ role }) => countsAs(role, roles)).map(({ orgId }) => orgId),
    isEverywhere: isDistrictAdministrator(viewer),
  };
}

/** The schools the viewer belongs to in any way: by a role, or through a ward. */
export function ownSchools(viewer: Viewer): SchoolScope {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...ROLES);
  return { schoolIds: [...schoolIds, ...viewer.wards.map(({ schoolId }) => schoolId)], isEverywhere };
}

/** Whether the viewer belongs to the school in any way: by a role, or through a ward. */
export function isMember(viewer: Viewer, schoolId: string): boolean {
  return hasRole(viewer, schoolId, ...ROLES) || viewer.wards.some((ward) => ward.schoolId === schoolId);
}

/** Whether the viewer administers the whole tenant. */
export function isDistrictAdministrator(viewer: Viewer): boolean {
  return viewer.roles.some(
    ({ orgId, role }) => orgId === viewer.tenantId && role === 'DISTRICT_ADMINISTRATOR',
  );
}

/** The viewer's link to a child, or undefined where there is none. */
export function wardOf(viewer: Viewer, studentId: string): Ward | undefined {
  return viewer.wards.find((ward) => ward.studentId === studentId);
}

/**
 * For what is done by a person, or is theirs.
 * @returns the viewer, now known to be signed in, and one person
 * @throws Fault UNAUTHENTICATED for an anonymous caller, and for several who share a stream
 */
export function requireViewer(viewer: Viewer | null): Person {
  if (!viewer || !isPerson(viewer)) throw unauthenticated();
  return viewer;
}

/** Whether the viewer is one person. */
export function isPerson(viewer: Viewer): viewer is Person {
  return viewer.userId !== null;
}

/**
 * For what depends on the viewer's place in the tenant alone.
 * @returns the viewer, now known to be of a tenant: one person, or several with the same rights who share a stream
 * @throws Fault UNAUTHENTICATED for an anonymous caller
 */
export function requireInsider(viewer: Viewer | null): Viewer {
  if (!viewer) throw unauthenticated();
  return viewer;
}
