import { Refusal, type UserError } from '../errors';

/**
 * Runs a use case and turns its refusal into a payload: the transaction is rolled back, the client gets
 * `userErrors`, and the payload's objects are null.
 */
export async function payloadOf<Code extends string, T extends object>(
  work: () => Promise<T>,
): Promise<(T & { userErrors: UserError<Code>[] }) | (Partial<Record<keyof T, null>> & { userErrors: UserError<Code>[] })> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (error instanceof Refusal) return { userErrors: [...(error.userErrors as readonly UserError<Code>[])] } as never;
    throw error;
  }
}
