import {
  getArgumentValues,
  getVariableValues,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { describeField } from './truth';

/** An operation alone in its document, and what it is given. */
export interface Operation {
  document: DocumentNode;
  variables: Record<string, unknown>;
}

/** The fields that an operation asks for, with the arguments it asks them with. */
export function fieldsAsked(schema: GraphQLSchema, { document, variables }: Operation): Set<string> {
  const [operation] = document.definitions;
  const declared = operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];
  const { coerced } = getVariableValues(schema, declared, variables);
  const types = new TypeInfo(schema);
  const fields = new Set<string>();
  const visitor = {
    Field: (node: Parameters<typeof getArgumentValues>[1]) => {
      const field = types.getFieldDef();
      if (field && node.kind === Kind.FIELD) {
        fields.add(describeField(field.name, getArgumentValues(field, node, coerced)));
      }
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
  return fields;
}
