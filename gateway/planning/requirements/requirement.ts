import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { parseFieldSet } from './field-set';
import type { SupergraphTypes } from './supergraph-types';

/** What a field of a subgraph needs of its object before the subgraph can resolve it. */
export interface Requirement {
  subgraph: string;
  typeName: string;
  fieldName: string;
  fieldSet: SelectionSetNode;
}

/** Finds the requirements that a supergraph states. */
export function requirementsOf(document: DocumentNode, types: SupergraphTypes): Requirement[] {
  const subgraphs = subgraphNames(document);
  return types.withFields.flatMap(({ name, fields = [] }) =>
    fields.flatMap((field) =>
      joinsOf(field).flatMap((join) => {
        const required = argumentOf(join, 'requires');
        if (!required) return [];
        const subgraph = subgraphs.get(argumentOf(join, 'graph') ?? '') ?? '';
        const place = { subgraph, typeName: name.value, fieldName: field.name.value };
        return { ...place, fieldSet: parseFieldSet(required) };
      }),
    ),
  );
}

/** The directives that say in which subgraphs a field is. */
export function joinsOf({ directives = [] }: FieldDefinitionNode): ConstDirectiveNode[] {
  return directives.filter(({ name }) => name.value === 'join__field');
}

function argumentOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = given.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** The subgraphs' names by what the supergraph's directives call them. */
function subgraphNames({ definitions }: DocumentNode): Map<string, string> {
  const values = definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? [])
      : [],
  );
  return new Map(
    values.map(({ name, directives = [] }) => {
      const told = directives.find((directive) => directive.name.value === 'join__graph');
      return [name.value, (told && argumentOf(told, 'name')) ?? name.value];
    }),
  );
}
