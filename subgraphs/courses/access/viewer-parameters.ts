import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { ROLES, schoolsWith, STAFF_ROLES, type Viewer } from '../../../kernel/auth/viewer';

/**
 * A condition on the viewer over an alias of one entity, in SQL. It may name `:tenantId`, `:isEverywhere`,
 * `:staffSchools` (where the viewer works), `:mySchools` (where they belong in any way), `:staffId` and
 * `:ownStudents` (the viewer as a student, and their wards). Spell columns as properties of the entity.
 */
export type ViewerCondition = (alias: string) => string;

/** The values that a {@link ViewerCondition} may name; all of them come from what the gateway vouches for. */
export function viewerParameters(viewer: Viewer) {
  const asStaff = schoolsWith(viewer, ...STAFF_ROLES);
  return {
    tenantId: viewer.tenantId,
    isEverywhere: asStaff.isEverywhere,
    staffSchools: asStaff.schoolIds,
    mySchools: [...schoolsWith(viewer, ...ROLES).schoolIds, ...viewer.wards.map(({ schoolId }) => schoolId)],
    // Who teaches what is remembered of those who have left, too: it is no right of theirs any more.
    staffId: worksSomewhere(viewer) ? viewer.staffId : null,
    ownStudents: ownStudents(viewer),
  };
}

/** The viewer as a student, and the viewer's wards. */
export function ownStudents(viewer: Viewer): string[] {
  return [viewer.studentId, ...viewer.wards.map(({ studentId }) => studentId)].filter((id) => id !== null);
}

/** Whether the viewer works at any school of the tenant. */
export function worksSomewhere(viewer: Viewer): boolean {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...STAFF_ROLES);
  return isEverywhere || schoolIds.length > 0;
}

/**
 * Narrows a query to what the viewer may see; to nothing where nobody is signed in.
 * @param alias what the condition is about; the query's main alias where absent
 */
export function restrictTo(viewer: Viewer | null, condition: ViewerCondition, alias?: string) {
  return <T extends ObjectLiteral>(query: SelectQueryBuilder<T>): void => {
    if (viewer) query.andWhere(condition(alias ?? query.alias)).setParameters(viewerParameters(viewer));
    else query.andWhere('FALSE');
  };
}
