import { QueryFailedError } from 'typeorm';

/** SQLSTATE classes that callers tell apart (PostgreSQL manual, Appendix A). */
export const SQLSTATE = {
  integrityViolation: '23000',
  uniqueViolation: '23505',
  foreignKeyViolation: '23503',
  checkViolation: '23514',
  raiseException: 'P0001',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  insufficientPrivilege: '42501',
} as const;

/** What PostgreSQL answers to a value that cannot be of its column's type: bad text, date, number or character. */
const MALFORMED_VALUE = new Set(['22P02', '22007', '22008', '22003', '22021']);

interface DriverError {
  code?: string;
  constraint?: string;
}

function driverError(error: unknown): DriverError | null {
  return error instanceof QueryFailedError ? (error.driverError as DriverError) : null;
}

/** What PostgreSQL calls the error; undefined where it is not one of a statement. */
export function sqlStateOf(error: unknown): string | undefined {
  return driverError(error)?.code;
}

/** The constraint that a statement broke, or null where the error is of another kind. */
export function violatedConstraint(error: unknown): string | null {
  const driver = driverError(error);
  return driver?.code?.startsWith('23') ? (driver.constraint ?? null) : null;
}

/** Whether running the same transaction once more can succeed. */
export function isRetryable(error: unknown): boolean {
  const code = sqlStateOf(error);
  return code === SQLSTATE.serializationFailure || code === SQLSTATE.deadlockDetected;
}

/** Whether a value that came from outside cannot be what its column holds. */
export function isMalformedValue(error: unknown): boolean {
  return MALFORMED_VALUE.has(sqlStateOf(error) ?? '');
}
