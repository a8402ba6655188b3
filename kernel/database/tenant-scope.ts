import { AsyncLocalStorage } from 'node:async_hooks';

interface Scope {
  tenantId: string | null;
}

const scopes = new AsyncLocalStorage<Scope>();

/**
 * Does `work` for one tenant: the statements begun in it see and change that tenant's rows alone, whatever they ask
 * for; with null, those of none. An iterator that `work` returns is not part of it: call its `next` in a scope, too.
 */
export function withTenant<T>(tenantId: string | null, work: () => T): T {
  return scopes.run({ tenantId }, work);
}

/** The tenant that is being worked for; null outside of a scope, too. */
export function currentTenant(): string | null {
  return scopes.getStore()?.tenantId ?? null;
}

/**
 * From here on, the rest of the scope is another tenant's. For the one place where an operation learns whose it is
 * only while it runs: when somebody signs in.
 * @throws Error outside of a scope
 */
export function continueInTenant(tenantId: string): void {
  const scope = scopes.getStore();
  if (!scope) throw new Error('There is no scope to continue');
  scope.tenantId = tenantId;
}
