import { LRUCache } from 'lru-cache';
import { getOperationAST, type GraphQLSchema } from 'graphql';
import type { OperationSource } from '../planning/prepare';
import { operationKey } from '../planning/prepared-operations';
import type { RequestContext } from '../request-context';
import { isSatisfied, type AccessRule, type Rights } from './access-rule';
import type { AccessByDefault, FieldAccess } from './field-access';
import { rulesOfOperation } from './operation-rules';
import { refusalsOf, type Refusals } from './refusals';
import { rightsOf } from './rights';

/**
 * Says which policies hold for whoever asks. Called once for an operation, with the policies that it depends on; those
 * it does not name do not hold. What it throws fails the operation.
 */
export type DecidePolicies = (
  policies: readonly string[],
  context: RequestContext,
) => Iterable<string> | Promise<Iterable<string>>;

/** How a gateway treats who may see what. */
export interface AuthorizationOptions {
  /** Root fields about which the supergraph says nothing: for everybody (`allow`), or for those who have signed in. */
  byDefault?: AccessByDefault;
  /** Whether an operation is refused as a whole where one of its fields is; otherwise the rest is answered. */
  refusesOperations?: boolean;
  /** Decides about policies; absent, the claim `policies` lists those that hold. */
  decidePolicies?: DecidePolicies;
}

/** Finds out what of an operation its caller may not see. */
export interface Guard {
  /** The rules, by their texts, that an operation depends on and its caller does not satisfy. */
  unsatisfied(source: OperationSource, context: RequestContext): Texts | Promise<Texts>;
  /** What is refused where some rules are not satisfied; absent where all are. */
  refusals(unsatisfied: Texts | undefined): Refusals | undefined;
}

type Texts = readonly string[];

/** What an operation depends on. */
interface Needs {
  rules: readonly AccessRule[];
  policies: readonly string[];
}

const NONE: Texts = [];
/** Operations whose needs are remembered. */
const MAX_OPERATIONS = 10_000;

/** @param schema what clients see */
export function createGuard(
  access: FieldAccess,
  schema: GraphQLSchema,
  { refusesOperations = false, decidePolicies }: AuthorizationOptions,
): Guard {
  const known = new LRUCache<string, Needs>({ max: MAX_OPERATIONS });

  function needsOf(source: OperationSource): Needs {
    const key = operationKey(source);
    let needs = known.get(key);
    if (!needs) known.set(key, (needs = readNeeds(access, schema, source)));
    return needs;
  }

  return {
    unsatisfied(source, context) {
      const { rules, policies } = needsOf(source);
      if (rules.length === 0) return NONE;
      const rights = rightsOf(context.identity);
      if (!decidePolicies || policies.length === 0) return failing(rules, rights);
      return Promise.resolve(decidePolicies(policies, context)).then((held) =>
        failing(rules, { ...rights, policies: new Set(held) }),
      );
    },
    refusals: (unsatisfied = NONE) =>
      unsatisfied.length > 0 ? refusalsOf(access, unsatisfied, refusesOperations) : undefined,
  };
}

function readNeeds(
  access: FieldAccess,
  schema: GraphQLSchema,
  { document, operationName }: OperationSource,
): Needs {
  const operation = getOperationAST(document, operationName);
  const rules = operation ? rulesOfOperation(access, schema, document, operation) : [];
  const policies = rules.flatMap(({ kind, anyOf }) => (kind === 'policies' ? anyOf.flat() : []));
  return { rules, policies: [...new Set(policies)] };
}

function failing(rules: readonly AccessRule[], rights: Rights): Texts {
  const unsatisfied = rules.filter((rule) => !isSatisfied(rule, rights));
  return unsatisfied.length > 0 ? unsatisfied.map(({ text }) => text) : NONE;
}
