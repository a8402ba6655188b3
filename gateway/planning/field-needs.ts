import {
  baseType,
  federationMetadata,
  isCompositeType,
  parseFieldSetArgument,
  type CompositeType,
  type FederationMetadata,
  type FieldDefinition,
  type SelectionSet,
  type Subgraph,
  type Supergraph,
  type Type,
} from '@apollo/federation-internals';

/** A directive whose `fields` argument is a field set. */
export type FieldSetDirective = Parameters<typeof parseFieldSetArgument>[0]['directive'];

/** The fields that a field set names, at any depth; a type condition counts as what it holds. */
export type FieldTree = ReadonlyMap<string, FieldTree>;

/** What subgraphs know of the fields they state, and what they have to be told first. */
export interface FieldNeeds {
  /** What `@requires` says of a field; nothing where the field needs no more than its entity's key. */
  requiredBy(subgraph: string, type: string, field: string): FieldTree | undefined;
  /** Each of the keys by which a subgraph can be asked for an entity. */
  keysOf(subgraph: string, type: string): readonly FieldTree[];
  /** A field as a subgraph states it. */
  statedIn(subgraph: string, type: string, field: string): StatedField | undefined;
  /** The subgraphs that resolve a field by themselves. */
  ownersOf(type: string, field: string): readonly string[];
  /** Whether a field that needs others is itself needed by one. */
  readonly hasChains: boolean;
}

/** A field in one subgraph. */
export interface StatedField {
  /** Its type in full, `[E!]`. */
  type: string;
  /** Only resolved where it is provided. */
  isExternal: boolean;
  /** What `@provides` says can be had below it. */
  provides?: FieldTree;
  requires?: FieldTree;
}

type Tree = Map<string, Tree>;

interface Known {
  fields: Map<string, StatedField>;
  owners: Map<string, string[]>;
  keys: Map<string, FieldTree[]>;
}

/** Reads what fields and entities need from the field sets of a supergraph's subgraphs. */
export function fieldNeedsOf(supergraph: Supergraph): FieldNeeds {
  const known: Known = { fields: new Map(), owners: new Map(), keys: new Map() };
  for (const subgraph of supergraph.subgraphs().values()) readSubgraph(subgraph, known);
  const statedIn = (subgraph: string, type: string, field: string) =>
    known.fields.get(`${subgraph} ${type}.${field}`);
  return {
    statedIn,
    requiredBy: (subgraph, type, field) => statedIn(subgraph, type, field)?.requires,
    keysOf: (subgraph, type) => known.keys.get(`${subgraph} ${type}`) ?? [],
    ownersOf: (type, field) => known.owners.get(`${type}.${field}`) ?? [],
    hasChains: hasChains(known),
  };
}

function hasChains({ fields }: Known): boolean {
  const dependent = new Set(
    [...fields].flatMap(([coordinate, { requires }]) => (requires ? [coordinate.split('.').at(-1)!] : [])),
  );
  const names = (tree: FieldTree): string[] => [...tree].flatMap(([name, below]) => [name, ...names(below)]);
  return [...fields.values()].some(
    ({ requires }) => requires && names(requires).some((name) => dependent.has(name)),
  );
}

function readSubgraph(subgraph: Subgraph, known: Known): void {
  const { name, schema } = subgraph;
  const metadata = federationMetadata(schema);
  if (!metadata) return;
  for (const type of schema.types()) {
    if (!isCompositeType(type) || type.kind === 'UnionType') continue;
    const keys = type.appliedDirectivesOf(metadata.keyDirective());
    const resolvable = keys.filter((key) => key.arguments().resolvable !== false);
    known.keys.set(
      `${name} ${type.name}`,
      resolvable.map((directive) => treeOf(type, directive)),
    );
    const fields: readonly FieldDefinition<CompositeType>[] = type.fields();
    for (const field of fields) {
      const stated = statedField(metadata, type, field);
      known.fields.set(`${name} ${type.name}.${field.name}`, stated);
      if (stated.isExternal) continue;
      const coordinate = `${type.name}.${field.name}`;
      known.owners.set(coordinate, [...(known.owners.get(coordinate) ?? []), name]);
    }
  }
}

function statedField(
  metadata: FederationMetadata,
  parent: CompositeType,
  field: FieldDefinition<CompositeType>,
): StatedField {
  const [requires] = field.appliedDirectivesOf(metadata.requiresDirective()) as FieldSetDirective[];
  const [provides] = field.appliedDirectivesOf(metadata.providesDirective()) as FieldSetDirective[];
  const type: Type | undefined = field.type;
  const below = type && baseType(type);
  return {
    type: String(type),
    isExternal: metadata.isFieldExternal(field),
    ...(requires && { requires: treeOf(parent, requires) }),
    ...(provides && below && isCompositeType(below) && { provides: treeOf(below, provides) }),
  };
}

function treeOf(parentType: CompositeType, directive: FieldSetDirective): FieldTree {
  const tree: Tree = new Map();
  addTo(tree, parseFieldSetArgument({ parentType, directive, validate: false }));
  return tree;
}

function addTo(tree: Tree, set: SelectionSet): void {
  for (const { element, selectionSet } of set.selections()) {
    let below = tree;
    if (element.kind === 'Field') {
      below = tree.get(element.name) ?? new Map<string, Tree>();
      tree.set(element.name, below);
    }
    if (selectionSet) addTo(below, selectionSet);
  }
}
