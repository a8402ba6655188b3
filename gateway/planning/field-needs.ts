import {
  federationMetadata,
  isCompositeType,
  parseFieldSetArgument,
  type CompositeType,
  type FieldDefinition,
  type SelectionSet,
  type Subgraph,
  type Supergraph,
} from '@apollo/federation-internals';

/** The fields that a field set names, at any depth; a type condition counts as what it holds. */
export type FieldTree = ReadonlyMap<string, FieldTree>;

/** What subgraphs have to be told before they can answer. */
export interface FieldNeeds {
  /** What `@requires` says of a field; nothing where the field needs no more than its entity's key. */
  requiredBy(subgraph: string, type: string, field: string): FieldTree | undefined;
  /** Each of the keys by which a subgraph can be asked for an entity. */
  keysOf(subgraph: string, type: string): readonly FieldTree[];
}

type FieldSetDirective = Parameters<typeof parseFieldSetArgument>[0]['directive'];
type Tree = Map<string, Tree>;

/** Reads what fields and entities need from the field sets of a supergraph's subgraphs. */
export function fieldNeedsOf(supergraph: Supergraph): FieldNeeds {
  const required = new Map<string, FieldTree>();
  const keys = new Map<string, FieldTree[]>();
  for (const subgraph of supergraph.subgraphs().values()) readSubgraph(subgraph, required, keys);
  return {
    requiredBy: (subgraph, type, field) => required.get(`${subgraph} ${type}.${field}`),
    keysOf: (subgraph, type) => keys.get(`${subgraph} ${type}`) ?? [],
  };
}

function readSubgraph(
  { name, schema }: Subgraph,
  required: Map<string, FieldTree>,
  keys: Map<string, FieldTree[]>,
): void {
  const metadata = federationMetadata(schema);
  if (!metadata) return;
  for (const type of schema.types()) {
    if (!isCompositeType(type) || type.kind === 'UnionType') continue;
    const resolvable = type
      .appliedDirectivesOf(metadata.keyDirective())
      .filter((key) => key.arguments().resolvable !== false);
    keys.set(
      `${name} ${type.name}`,
      resolvable.map((directive) => treeOf(type, directive)),
    );
    const fields: readonly FieldDefinition<CompositeType>[] = type.fields();
    for (const field of fields) {
      const [directive] = field.appliedDirectivesOf(metadata.requiresDirective()) as FieldSetDirective[];
      if (directive) required.set(`${name} ${type.name}.${field.name}`, treeOf(type, directive));
    }
  }
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
