import { codesOf, isRefused, type Answer } from './answers';
import type { Operation } from './operations';

/** What somebody gets: the thing itself, a refusal, or a list or an object that is empty without a word. */
export type Outcome = 'A' | '-' | '0';

/** Codes that say nothing about rights: whoever is told them might have acted. */
export const codesOfBusiness = (operation: Operation, answer: Answer): string[] =>
  isRefused(operation, answer) ? [] : codesOf(operation, answer);

/** What an answer over HTTP came to. */
export function outcomeOfAnswer(operation: Operation, answer: Answer): Outcome {
  const root = answer.data?.[operation.field] ?? null;
  if (root === null) return answer.errors ? '-' : '0';
  if (isRefused(operation, answer)) return '-';
  return isEmpty(root) ? '0' : 'A';
}

/** Of a list, a page of one, or several objects by their ids. */
function isEmpty(root: unknown): boolean {
  const list = Array.isArray(root) ? root : (root as { nodes?: unknown[] }).nodes;
  return list !== undefined && list.every((item) => item === null);
}
