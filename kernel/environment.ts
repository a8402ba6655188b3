import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { StartError } from './start-error';

/** Environment variables, or anything of that shape. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The environment does not describe a runnable service. The message lists every problem at once. */
export class ConfigError extends StartError {
  override readonly name = 'ConfigError';
}

/**
 * `NAME_FILE=/path` stands for `NAME` with the content of that file, for secrets mounted by an orchestrator. Only for
 * the variables asked for: the environment has `…_FILE` variables of other programs, too.
 */
export function withFiles(env: Env, names: readonly string[]): Env {
  const resolved: Record<string, string | undefined> = { ...env };
  for (const name of names) {
    const path = env[`${name}_FILE`];
    if (path) resolved[name] = readSecret(`${name}_FILE`, path);
  }
  return resolved;
}

function readSecret(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new ConfigError(`${variable}: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Reads the variables of a schema.
 * @param nameOf what the operator calls a variable, where that differs
 * @throws ConfigError naming every missing or malformed one
 */
export function parseEnv<S extends z.ZodObject>(
  schema: S,
  env: Env,
  nameOf = (variable: string) => variable,
): z.output<S> {
  // An empty variable means "not set": that is what compose files and CI leave behind.
  const given = Object.fromEntries(
    Object.entries(withFiles(env, Object.keys(schema.shape))).filter(([, value]) => value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${nameOf(issue.path.join('.'))}: ${issue.message}`);
  throw new ConfigError(`The configuration has ${problems.length} problem(s):\n${problems.join('\n')}`);
}
