import { Refusal, type UserError } from '../../../kernel/errors';
import type { SignInErrorCode } from '../schema.generated';

interface SignInRefusal extends UserError<SignInErrorCode> {
  retryAfterSeconds: number | null;
}

interface RefusalDetails {
  field?: string[];
  /** After how long another try makes sense. */
  retryAfterMs?: number;
}

/** Refuses a sign-in or what belongs to it. */
export function refuseSignIn(
  code: SignInErrorCode,
  message: string,
  { field, retryAfterMs }: RefusalDetails = {},
): never {
  const error: SignInRefusal = {
    code,
    message,
    field: field ?? null,
    retryAfterSeconds: retryAfterMs === undefined ? null : Math.max(1, Math.ceil(retryAfterMs / 1000)),
  };
  throw new Refusal([error]);
}
