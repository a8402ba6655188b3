import type { TokenIssuer } from '../support/token-issuer';

/** Callers by the claims of their tokens; null has none. */
export const CALLERS = {
  nobody: null,
  somebody: {},
  'a caller with some of the rights': { scope: 'a other', policies: ['p'] },
  'a caller with all rights': { scope: 'a b', policies: ['p', 'q'] },
} as const satisfies Record<string, object | null>;

export type Caller = keyof typeof CALLERS;

/** A directive and who satisfies it. */
export interface Demand {
  directive: string;
  satisfiedBy: readonly Caller[];
}

/** Each directive, with alternatives and without. */
export const DEMANDS: readonly Demand[] = [
  {
    directive: '@authenticated',
    satisfiedBy: ['somebody', 'a caller with some of the rights', 'a caller with all rights'],
  },
  {
    directive: '@requiresScopes(scopes: [["a", "b"]])',
    satisfiedBy: ['a caller with all rights'],
  },
  {
    directive: '@requiresScopes(scopes: [["a"], ["b"]])',
    satisfiedBy: ['a caller with some of the rights', 'a caller with all rights'],
  },
  {
    directive: '@policy(policies: [["p", "q"], ["z"]])',
    satisfiedBy: ['a caller with all rights'],
  },
];

/** @returns a token of a caller, null for nobody */
export async function tokenOf(issuer: TokenIssuer, caller: Caller): Promise<string | null> {
  const claims = CALLERS[caller];
  return claims && issuer.token(claims);
}
