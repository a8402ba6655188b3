import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { GuardianLink } from '../guardian/guardian-link.entity';
import { ALL_OFF } from '../guardian/read-link';
import { linkAct, linkChangedEvent } from '../guardian/tell-link-changed';
import type { GuardianRelation } from '../schema.generated';
import { studentPermissions } from '../student/student.policy';
import type { Student } from '../student/student.entity';
import type { User } from '../user/user.entity';
import { addGuardian, addTie } from './roster-draft';
import { refuseRow } from './row';
import { draftedPlace } from './settle-draft';
import type { Change, Plan } from './unit';

/**
 * Ties a guardian to a child where they never were. What the guardian may is off until the office switches it on: no file
 * says it. A tie that the office has ended, or changed, stays as it is.
 * @throws RowError for somebody who would be their own guardian, and OUT_OF_SCOPE for the child of another school
 */
export function putGuardian(
  plan: Plan,
  { guardian, student, relation }: { guardian: User; student: Student; relation: GuardianRelation },
): Change {
  const { draft, scope } = plan;
  if (student.userId === guardian.id) refuseRow('INVALID_VALUE', 'A person cannot be their own guardian.');
  if (draft.links.by('pair', `${guardian.id} ${student.id}`).length > 0) return 'unchanged';
  const place = draftedPlace(plan, student);
  if (!studentPermissions(scope.viewer, place).canLinkGuardian) {
    refuseRow('OUT_OF_SCOPE', 'The guardians of this student are another school’s to name.');
  }
  addGuardian(draft, guardian);
  const { schoolId } = place;
  addTie(draft, guardian.id, { orgId: schoolId, as: 'GUARDIAN' });
  const change = { before: null, after: newLink(plan, { guardian, student, relation }, schoolId), schoolId };
  const told = {
    ...{ ...change, actorUserId: scope.viewer.userId, now: scope.now, action: 'guardian_link.created' },
  };
  draft.links.save(change.after);
  draft.events.add(linkChangedEvent(told));
  draft.acts.add(linkAct(told));
  return 'created';
}

function newLink(
  { draft, scope }: Plan,
  { guardian, student, relation }: { guardian: User; student: Student; relation: GuardianRelation },
  schoolId: string,
): GuardianLink {
  const { id: studentId, tenantId } = student;
  return {
    ...{ id: newId(ID_PREFIXES.GuardianLink, scope.now.getTime()), tenantId, studentId, relation },
    ...{ guardianUserId: guardian.id, contactPriority: 1, courtOrderNote: null, ...ALL_OFF },
    ...{ validFrom: scope.todays.get(schoolId) ?? draft.todays.get(schoolId)!, validTo: null },
  };
}
