/** One demand of `@authenticated`, `@requiresScopes` or `@policy` on whoever asks. */
export interface AccessRule {
  kind: 'authenticated' | 'scopes' | 'policies';
  /** Sets of names, one of which must be had as a whole. Of nothing there is none, so an empty list lets nobody in. */
  anyOf: readonly (readonly string[])[];
  /** The same for rules that demand the same, in every generation. */
  text: string;
}

/** What a caller has, as far as rules ask for it. */
export interface Rights {
  isAuthenticated: boolean;
  scopes: ReadonlySet<string>;
  policies: ReadonlySet<string>;
}

export const AUTHENTICATED: AccessRule = { kind: 'authenticated', anyOf: [], text: 'authenticated' };

/** The rule that demands one of several sets of names. */
export function namesRule(kind: 'scopes' | 'policies', anyOf: AccessRule['anyOf']): AccessRule {
  const sets = anyOf.map((names) => [...new Set(names)].sort());
  return { kind, anyOf: sets, text: `${kind} ${JSON.stringify(sets)}` };
}

export function isSatisfied({ kind, anyOf }: AccessRule, rights: Rights): boolean {
  if (kind === 'authenticated') return rights.isAuthenticated;
  return anyOf.some((names) => names.every((name) => rights[kind].has(name)));
}

/** Past so many combinations a rule counts as one of its own. */
const MAX_COMBINATIONS = 1_024;

/** Whether all who satisfy each of some other rules satisfy this one, too. */
export function isImplied(rule: AccessRule, others: readonly AccessRule[]): boolean {
  const same = [...new Map(others.map((other) => [other.text, other])).values()].filter(
    ({ kind }) => kind === rule.kind,
  );
  if (rule.kind === 'authenticated') return same.length > 0;
  let least: ReadonlySet<string>[] = [new Set()];
  for (const { anyOf } of same) {
    if (least.length * anyOf.length > MAX_COMBINATIONS) return false;
    least = least.flatMap((names) => anyOf.map((more) => new Set([...names, ...more])));
  }
  return least.every((names) => rule.anyOf.some((set) => set.every((name) => names.has(name))));
}
