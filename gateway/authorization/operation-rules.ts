import {
  isCompositeType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { AccessRule } from './access-rule';
import { objectsOf } from './collect-rules';
import type { FieldAccess } from './field-access';

/**
 * The rules that stand before anything that an operation asks for, in a stable order.
 * @param document valid against `schema`, which is what clients see
 */
export function rulesOfOperation(
  access: FieldAccess,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly AccessRule[] {
  const rules = new Map<string, AccessRule>();
  const types = new TypeInfo(schema);
  const reached: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation];
  const visitor = visitWithTypeInfo(types, {
    Field({ name }) {
      const parent = types.getParentType();
      if (!isCompositeType(parent)) return;
      for (const object of objectsOf(schema, parent)) {
        for (const rule of access.rulesOf(object.name, name.value)) rules.set(rule.text, rule);
      }
    },
    FragmentSpread({ name }) {
      const fragment = fragmentNamed(document, name.value);
      if (fragment && !reached.includes(fragment)) reached.push(fragment);
    },
  });
  // Grows while it is gone through.
  for (const definition of reached) visit(definition, visitor);
  return [...rules.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

function fragmentNamed({ definitions }: DocumentNode, name: string): FragmentDefinitionNode | undefined {
  return definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
}
