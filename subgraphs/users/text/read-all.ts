import { Refusal, type UserError } from '../../../kernel/errors';

type Read<T> = { [K in keyof T]: T[K] extends () => infer R ? R : never };

/**
 * Reads several parts of an input.
 * @throws Refusal with what is wrong in each of them, not in the first alone
 */
export function readAll<T extends Record<string, () => unknown>>(readers: T): Read<T> {
  const problems: UserError[] = [];
  const values = Object.entries(readers).map(([name, read]) => {
    try {
      return [name, read()] as const;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.userErrors);
      return [name, undefined] as const;
    }
  });
  if (problems.length > 0) throw new Refusal(problems);
  return Object.fromEntries(values) as Read<T>;
}
