import { badInput } from '../../../kernel/errors';
import type { GuardianSwitchesInput } from '../schema.generated';
import type { GuardianLink } from './guardian-link.entity';

const LAST_PRIORITY = 99;

/** What a guardian may for one child. */
export type Switches = Pick<
  GuardianLink,
  | 'canSeeAttendance'
  | 'canSeeGrades'
  | 'canSeeFinance'
  | 'canReportAbsence'
  | 'canPickUp'
  | 'notifyBySms'
  | 'notifyByEmail'
  | 'notifyByPush'
>;

/** Nothing is allowed that nobody has allowed. */
export const ALL_OFF: Switches = {
  canSeeAttendance: false,
  canSeeGrades: false,
  canSeeFinance: false,
  canReportAbsence: false,
  canPickUp: false,
  notifyBySms: false,
  notifyByEmail: false,
  notifyByPush: false,
};

/** The switches that are named; the others stay as they are. */
export function readSwitches(switches: GuardianSwitchesInput | null | undefined): Partial<Switches> {
  const named = Object.entries(switches ?? {}).filter(([, value]) => typeof value === 'boolean');
  return Object.fromEntries(named);
}

/** @throws Fault BAD_USER_INPUT */
export function readPriority(priority: number): number {
  if (priority >= 1 && priority <= LAST_PRIORITY) return priority;
  throw badInput(`contactPriority must be between 1 and ${LAST_PRIORITY}.`, ['input', 'contactPriority']);
}
