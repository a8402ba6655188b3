import { Refusal, type UserError } from '../errors';

/**
 * The codes a use case refuses with are those of its own enum in the SDL; an unknown one fails to serialise and is
 * masked as INTERNAL. `never` lets them stand for any of the generated enums.
 */
type AnyUserError = UserError<never>;

/**
 * Runs a use case and turns its refusal into a payload: the transaction is rolled back and the client gets
 * `userErrors`. Faults pass through and become top-level errors.
 * @param refused what the payload's other required fields are when the act is refused
 */
export async function payloadOf<T extends object, R extends object>(
  refused: R,
  work: () => Promise<T>,
): Promise<(T & { userErrors: AnyUserError[] }) | (R & { userErrors: AnyUserError[] })> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...refused, ...error.details, userErrors: [...error.userErrors] as AnyUserError[] };
  }
}
