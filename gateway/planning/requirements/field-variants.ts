import type { ConstArgumentNode, FieldNode } from 'graphql';
import { argumentText } from '../argument-text';
import { eachField } from './field-set';
import type { Requirement } from './requirement';
import type { SupergraphTypes } from './supergraph-types';

/** A field with the arguments that a requirement asks it with, as a field of its own. */
export interface FieldVariant {
  /** What no field of the supergraph is called. */
  name: string;
  /** The name of the field that it stands for. */
  fieldName: string;
  arguments: readonly ConstArgumentNode[];
  /** Where the field is. */
  typeNames: readonly string[];
}

/** The fields that requirements ask for with several sets of arguments. */
export interface FieldVariants {
  byName: ReadonlyMap<string, FieldVariant>;
  /** The variant that a field of a requirement is to be asked for as, if any. */
  of(typeName: string, field: FieldNode): FieldVariant | undefined;
}

/** One field, however many types have it. */
interface Asked {
  fieldName: string;
  typeNames: readonly string[];
  /** By their text, the sets of arguments it is asked with. */
  sets: Map<string, readonly ConstArgumentNode[]>;
}

/**
 * Finds the fields that are asked for with several sets of arguments. The set without any stays what it is: the field
 * itself.
 */
export function findVariants(types: SupergraphTypes, requirements: readonly Requirement[]): FieldVariants {
  const asked = askedFields(types, requirements);
  const byName = new Map<string, FieldVariant>();
  const byField = new Map<string, FieldVariant>();
  const newName = nameGiver(types);
  for (const { fieldName, typeNames, sets } of new Set(asked.values())) {
    if (sets.size < 2) continue;
    for (const [text, given] of sets) {
      if (given.length === 0) continue;
      const variant = { name: newName(fieldName), fieldName, typeNames, arguments: given };
      byName.set(variant.name, variant);
      for (const typeName of typeNames) byField.set(`${typeName}.${fieldName} ${text}`, variant);
    }
  }
  return {
    byName,
    of: (typeName, field) => byField.get(`${typeName}.${field.name.value} ${argumentText(field)}`),
  };
}

function askedFields(types: SupergraphTypes, requirements: readonly Requirement[]): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  const entryOf = (typeName: string, fieldName: string): Asked => {
    const known = asked.get(`${typeName}.${fieldName}`);
    if (known) return known;
    const typeNames = types.sharing(typeName, fieldName);
    const entry: Asked = { fieldName, typeNames, sets: new Map() };
    for (const each of typeNames) asked.set(`${each}.${fieldName}`, entry);
    return entry;
  };
  for (const { typeName, fieldSet } of requirements) {
    eachField(types, typeName, fieldSet, (parent, field) => {
      const given = (field.arguments ?? []) as readonly ConstArgumentNode[];
      entryOf(parent, field.name.value).sets.set(argumentText(field), given);
    });
  }
  return asked;
}

function nameGiver({ withFields }: SupergraphTypes): (fieldName: string) => string {
  const taken = new Set(withFields.flatMap(({ fields = [] }) => fields.map(({ name }) => name.value)));
  let counter = 0;
  return (fieldName) => {
    let name: string;
    do name = `r${counter++}_${fieldName}`;
    while (taken.has(name));
    return name;
  };
}
