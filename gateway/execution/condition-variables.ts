import { Kind, visit } from 'graphql';
import type { OperationParts } from './execution';

/** The variables that decide which fields an operation has, each once, in a stable order. */
export function conditionVariables({ operation, fragments }: OperationParts): readonly string[] {
  const names = new Set<string>();
  for (const definition of [operation, ...fragments.values()]) {
    visit(definition, {
      Directive({ name, arguments: given = [] }) {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return [...names].sort();
}
