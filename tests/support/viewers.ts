import type { Role, ViewerClaims } from '../../kernel/auth/viewer';
import { newId } from '../../kernel/ids';

type Ward = NonNullable<ViewerClaims['wards']>[number];

/** Somebody signed in at `tenant`, with nothing more than what is given. */
export function aViewer(tenant: string, over: Partial<ViewerClaims> = {}): ViewerClaims {
  return { sub: newId('usr'), tenant, roles: [], wards: [], ...over };
}

/** Somebody with one role at one school. */
export function aMember(
  tenant: string,
  school: string,
  role: Role,
  over: Partial<ViewerClaims> = {},
): ViewerClaims {
  return aViewer(tenant, { roles: [{ org: school, role }], ...over });
}

/** A guardian with one ward, all switches on unless said otherwise. */
export function aGuardian(
  tenant: string,
  ward: Pick<Ward, 'student' | 'school'> & Partial<Ward>,
): ViewerClaims {
  const allOn = { attendance: true, grades: true, finance: true, reportAbsence: true };
  return aViewer(tenant, { roles: [{ org: ward.school, role: 'GUARDIAN' }], wards: [{ ...allOn, ...ward }] });
}
