import { Kind, visit, type DocumentNode } from 'graphql';

/** A document as it is planned, and which of its variables are called otherwise than the client's. */
export interface ProtectedVariables {
  document: DocumentNode;
  /** The client's names by those that the plan uses; absent where all are the client's. */
  variableNames?: ReadonlyMap<string, string>;
}

/** Variables that fetches of entities have of their own. */
const RESERVED = /^(representations|contextualArgument_\w+)$/;

/** Renames variables that would meet those which a plan's own requests have. */
export function protectVariables(document: DocumentNode): ProtectedVariables {
  const given = variablesIn(document);
  const reserved = [...given].filter((name) => RESERVED.test(name));
  if (reserved.length === 0) return { document };
  const renamed = new Map<string, string>();
  for (const name of reserved) {
    let other = `client_${name}`;
    while (given.has(other)) other = `_${other}`;
    renamed.set(name, other);
  }
  return {
    document: withVariables(document, renamed),
    variableNames: new Map([...renamed].map(([name, other]) => [other, name])),
  };
}

function variablesIn(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const { variable } of definition.variableDefinitions ?? []) names.add(variable.name.value);
  }
  return names;
}

function withVariables(document: DocumentNode, names: ReadonlyMap<string, string>): DocumentNode {
  return visit<DocumentNode>(document, {
    Variable(variable) {
      const value = names.get(variable.name.value);
      return value === undefined ? undefined : { ...variable, name: { kind: Kind.NAME, value } };
    },
  });
}
