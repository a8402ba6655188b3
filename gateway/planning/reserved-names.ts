import {
  baseType,
  federationMetadata,
  isCompositeType,
  parseFieldSetArgument,
  type CompositeType,
  type FieldDefinition,
  type SelectionSet,
  type Subgraph,
  type Supergraph,
  type Type,
} from '@apollo/federation-internals';
import { contextSelectionsOf } from './context-selections';
import type { FieldSetDirective } from './field-needs';

/**
 * The response names under which the planner itself asks for fields: those of keys, of what `@requires` needs and of
 * what `@fromContext` takes, at any depth, and `__typename`. It merges selections by response name and conditions,
 * whatever field and arguments stand behind the name, so that a client who uses one of them for something else replaces
 * what the planner needs.
 * `@provides` is not among them: it only says where a field may be had, nothing is asked for because of it.
 */
export interface ReservedNames {
  /** By name, the shapes of what is asked for (see {@link shapeOf}). */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Those of them that are asked for with arguments, so that the plain field is another value. */
  readonly withArguments: ReadonlySet<string>;
  /**
   * Types that a subgraph knows as one, an interface object. What a client asks of several of them the planner asks of
   * the interface, although one name may stand for something else in each.
   */
  readonly mergedTypes: ReadonlySet<string>;
}

interface Collected {
  fields: Map<string, Set<string>>;
  withArguments: Set<string>;
}

/** Reads the reserved names of a supergraph from the field sets of its subgraphs. */
export function reservedNamesOf(supergraph: Supergraph): ReservedNames {
  const collected: Collected = {
    fields: new Map([['__typename', new Set(['String!'])]]),
    withArguments: new Set(),
  };
  for (const subgraph of supergraph.subgraphs().values()) {
    for (const selectionSet of fieldSetsOf(subgraph)) collect(selectionSet, collected);
    for (const selectionSet of contextSelectionsOf(subgraph)) collect(selectionSet, collected);
  }
  return { ...collected, mergedTypes: mergedTypesOf(supergraph) };
}

function mergedTypesOf(supergraph: Supergraph): Set<string> {
  const merged = new Set<string>();
  for (const { schema } of supergraph.subgraphs().values()) {
    const metadata = federationMetadata(schema);
    for (const { name } of schema.objectTypes().filter((type) => metadata?.isInterfaceObjectType(type))) {
      const type = supergraph.schema.type(name);
      const members = type?.kind === 'InterfaceType' ? type.possibleRuntimeTypes() : [];
      for (const member of [name, ...members.map((each) => each.name)]) merged.add(member);
    }
  }
  return merged;
}

function fieldSetsOf({ schema }: Subgraph): SelectionSet[] {
  const metadata = federationMetadata(schema);
  if (!metadata) return [];
  const [key, requires] = [metadata.keyDirective(), metadata.requiresDirective()];
  return schema.types().flatMap((type) => {
    if (!isCompositeType(type) || type.kind === 'UnionType') return [];
    const fields: readonly FieldDefinition<CompositeType>[] = type.fields();
    const required = fields.flatMap((field): FieldSetDirective[] => field.appliedDirectivesOf(requires));
    const directives: FieldSetDirective[] = [...type.appliedDirectivesOf(key), ...required];
    return directives.map((directive) =>
      parseFieldSetArgument({ parentType: type, directive, validate: false }),
    );
  });
}

function collect(selectionSet: SelectionSet, collected: Collected): void {
  for (const { element, selectionSet: inner } of selectionSet.selections()) {
    if (element.kind === 'Field') {
      const shapes = collected.fields.get(element.name) ?? new Set<string>();
      const type: Type | undefined = element.definition.type;
      const isComposite = type !== undefined && isCompositeType(baseType(type));
      collected.fields.set(element.name, shapes.add(shapeOf(String(type), isComposite)));
      if (Object.keys((element.args ?? {}) as object).length > 0) collected.withArguments.add(element.name);
    }
    if (inner) collect(inner, collected);
  }
}

/**
 * What must be equal in fields of one response name even where they are of different types of objects: the lists and
 * nulls they allow and, where they have no fields, the type itself.
 */
export function shapeOf(type: string, isComposite: boolean): string {
  return isComposite ? type.replace(/\w+/, '{}') : type;
}
