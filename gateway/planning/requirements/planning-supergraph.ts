import {
  Kind,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type SelectionSetNode,
} from 'graphql';
import { choicesOf, clash, type Choice } from './choice';
import { mapFields, parseFieldSet, printFieldSet } from './field-set';
import { findVariants, type FieldVariant, type FieldVariants } from './field-variants';
import { joinsOf, requirementsOf, type Requirement } from './requirement';
import { readTypes, type FieldsNode, type SupergraphTypes } from './supergraph-types';

/** A supergraph as it is planned on, where the planner would take different values for one. */
export interface PlanningSupergraph {
  document: DocumentNode;
  types: SupergraphTypes;
  variants: FieldVariants;
  /** What a field of a subgraph, or a variant of it, needs, where it needs anything. */
  needsOf(subgraph: string, typeName: string, fieldName: string): readonly Choice[];
}

/**
 * Makes a field of its own, which no client sees, of each set of arguments that requirements ask one field with. The
 * planner merges by names, whatever the arguments: of two sets, it would ask for one, and tell its value for both.
 * @param document a supergraph
 * @returns null where no field is asked for with several sets
 * @throws Error where one requirement asks for one field with several, which no representation can tell
 */
export function separateRequirements(document: DocumentNode): PlanningSupergraph | null {
  const types = readTypes(document);
  const requirements = requirementsOf(document, types);
  const variants = findVariants(types, requirements);
  if (variants.byName.size === 0) return null;
  const separate = separator(types, variants);
  const needs = new Map(requirements.map((each) => [placeOf(each), needOf(each, types, variants, separate)]));
  const replace = { enter: (type: FieldsNode) => withVariants(type, variants, separate) };
  return {
    document: visit(document, { ObjectTypeDefinition: replace, InterfaceTypeDefinition: replace }),
    types,
    variants,
    needsOf: (subgraph, typeName, name) => {
      const fieldName = variants.byName.get(name)?.fieldName ?? name;
      return needs.get(placeOf({ subgraph, typeName, fieldName })) ?? [];
    },
  };
}

/** Gives a field set with variants in place of the fields that have them. */
type Separator = (typeName: string, fieldSet: SelectionSetNode) => SelectionSetNode;

function separator(types: SupergraphTypes, variants: FieldVariants): Separator {
  const change = (typeName: string, field: FieldNode): FieldNode => {
    const variant = variants.of(typeName, field);
    return variant ? { ...field, name: { kind: Kind.NAME, value: variant.name }, arguments: [] } : field;
  };
  return (typeName, fieldSet) => mapFields(types, typeName, fieldSet, change);
}

function placeOf({ subgraph, typeName, fieldName }: Omit<Requirement, 'fieldSet'>): string {
  return `${subgraph} ${typeName}.${fieldName}`;
}

function needOf(
  { subgraph, typeName, fieldName, fieldSet }: Requirement,
  types: SupergraphTypes,
  variants: FieldVariants,
  separate: Separator,
): Choice[] {
  const choices = choicesOf(types, variants, typeName, separate(typeName, fieldSet));
  const clashing = choices.find((one) => choices.some((other) => clash(types, one, other)));
  if (clashing) {
    const needed = clashing.path.map((step) => step.fieldName).join('.');
    throw new Error(
      `${typeName}.${fieldName} of the subgraph ${subgraph} requires ${needed} with different arguments at once`,
    );
  }
  return choices;
}

function withVariants(type: FieldsNode, variants: FieldVariants, separate: Separator): FieldsNode {
  const typeName = type.name.value;
  const own = (type.fields ?? []).map((field) => withSeparated(typeName, field, separate));
  const added = own.flatMap((field) => variantsOf(variants, typeName, field));
  return { ...type, fields: [...own, ...added] };
}

function withSeparated(
  typeName: string,
  field: FieldDefinitionNode,
  separate: Separator,
): FieldDefinitionNode {
  const directives = field.directives?.map((directive) => {
    if (directive.name.value !== 'join__field') return directive;
    return {
      ...directive,
      arguments: directive.arguments?.map((argument) => separated(typeName, argument, separate)),
    };
  });
  return { ...field, ...(directives && { directives }) };
}

function separated(
  typeName: string,
  argument: NonNullable<ConstDirectiveNode['arguments']>[number],
  separate: Separator,
): typeof argument {
  const { name, value } = argument;
  if (name.value !== 'requires' || value.kind !== Kind.STRING) return argument;
  const text = printFieldSet(separate(typeName, parseFieldSet(value.value)));
  return { ...argument, value: { ...value, value: text } };
}

/** A variant is wherever its field is, and needs what it needs. */
function variantsOf(
  { byName }: FieldVariants,
  typeName: string,
  field: FieldDefinitionNode,
): FieldDefinitionNode[] {
  const isVariant = ({ fieldName, typeNames }: FieldVariant) =>
    fieldName === field.name.value && typeNames.includes(typeName);
  return [...byName.values()].filter(isVariant).map(({ name }) => ({
    kind: Kind.FIELD_DEFINITION,
    name: { kind: Kind.NAME, value: name },
    type: field.type,
    directives: joinsOf(field),
  }));
}
