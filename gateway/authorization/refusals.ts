import { PublicError } from '../public-error';
import type { FieldAccess } from './field-access';

/** What an operation asks for and its caller may not see. */
export interface Refusals {
  /** Whether a field of objects of a type is refused. */
  isRefused(type: string, field: string): boolean;
  /** Whether the whole operation is, as soon as one of its fields is. */
  refusesOperations: boolean;
}

/**
 * What follows from rules that a caller does not satisfy.
 * @param texts the rules, by their texts
 */
export function refusalsOf(
  access: FieldAccess,
  texts: readonly string[],
  refusesOperations: boolean,
): Refusals {
  const unsatisfied = new Set(texts);
  return {
    refusesOperations,
    isRefused: (type, field) => access.rulesOf(type, field).some(({ text }) => unsatisfied.has(text)),
  };
}

/** The error for a field that its caller may not see; it says nothing of what would be needed. */
export function unauthorizedField(path: readonly (string | number)[]): PublicError {
  return new PublicError('You may not use this field.', { path, extensions: { code: 'UNAUTHORIZED_FIELD' } });
}
