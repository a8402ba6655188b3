import type { Schema, Supergraph } from '@apollo/federation-internals';
import { AUTHENTICATED, namesRule, type AccessRule } from '../authorization/access-rule';
import type { AccessDirectives, FieldInput } from '../authorization/collect-rules';
import { applicationsOf, coordinateOf, type Application } from './directive-applications';

/** How each specification's directive, whatever the supergraph calls it, is read. */
const SPECIFICATIONS: Record<string, (given: Record<string, unknown>) => AccessRule> = {
  authenticated: () => AUTHENTICATED,
  requiresScopes: ({ scopes }) => namesRule('scopes', setsIn(scopes)),
  policy: ({ policies }) => namesRule('policies', setsIn(policies)),
};

/** A list of lists of names; as GraphQL has it, one thing may stand for a list of it. */
function setsIn(value: unknown): string[][] {
  return listOf(value).map((names) => listOf(names).map(String));
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Reads what a supergraph says about who may see what. */
export function accessDirectivesOf({ schema }: Supergraph): AccessDirectives {
  const rules = new Map<string, AccessRule[]>();
  for (const [name, read] of Object.entries(SPECIFICATIONS)) {
    for (const application of apolloApplications(schema, name)) {
      add(rules, coordinateOf(application), read(application.arguments()));
    }
  }
  return { rules, inputs: rules.size > 0 ? inputsOf(schema) : new Map<string, FieldInput[]>() };
}

function inputsOf(schema: Schema): Map<string, FieldInput[]> {
  const inputs = new Map<string, FieldInput[]>();
  const contexts = new Map<string, string[]>();
  for (const application of apolloApplications(schema, 'context')) {
    add(contexts, application.arguments().name as string, coordinateOf(application));
  }
  for (const application of apolloApplications(schema, 'join', 'field')) {
    const coordinate = coordinateOf(application);
    const { requires, contextArguments = [] } = application.arguments() as JoinField;
    if (requires) add(inputs, coordinate, { fields: requires });
    for (const { context, selection } of contextArguments) {
      for (const type of contexts.get(context) ?? []) add(inputs, coordinate, { type, fields: selection });
    }
  }
  return inputs;
}

interface JoinField {
  requires?: string;
  contextArguments?: readonly { context: string; selection: string }[];
}

/** Where a directive of one of Apollo's specifications stands. */
function apolloApplications(schema: Schema, specification: string, directive = specification): Application[] {
  return applicationsOf(schema, `https://specs.apollo.dev/${specification}`, directive);
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
