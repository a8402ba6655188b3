import type { Case } from './check';

/** A difference that is known and not yet cured, told apart as narrowly as can be. Delete an entry with its fault. */
export interface KnownFault {
  name: string;
  explains(given: Case, fault: string): boolean;
}

export const KNOWN_FAULTS: readonly KnownFault[] = [];
