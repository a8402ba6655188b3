import type { Directive, Schema, SchemaElement, Supergraph } from '@apollo/federation-internals';

type Application = Directive<SchemaElement<never, never>, Record<string, unknown>>;

/** What a supergraph says about the names under which answers are invalidated, by `subgraph Type` or `subgraph Type.field`. */
export interface CacheTagRules {
  /** The field sets of the keys by which a subgraph knows an entity. */
  keys: ReadonlyMap<string, readonly string[]>;
  /** The formats of `@cacheTag`. */
  formats: ReadonlyMap<string, readonly string[]>;
}

/** How the place of a rule is written. */
export function placeIn(subgraph: string, coordinate: string): string {
  return `${subgraph} ${coordinate}`;
}

/** Reads the keys of entities and the applications of `@cacheTag`, which a supergraph carries as `join__directive`. */
export function cacheTagRulesOf({ schema }: Supergraph): CacheTagRules {
  const names = subgraphNames(schema);
  const keys = new Map<string, string[]>();
  const formats = new Map<string, string[]>();
  for (const application of applicationsOf(schema, 'join__type')) {
    const { graph, key } = application.arguments() as { graph: string; key?: string };
    if (key) add(keys, placeIn(names.get(graph) ?? graph, coordinateOf(application)), key);
  }
  for (const application of applicationsOf(schema, 'join__directive')) {
    const { name, graphs = [], args } = application.arguments() as unknown as JoinDirective;
    if (!/(^|__)cacheTag$/.test(name) || typeof args?.format !== 'string') continue;
    for (const graph of graphs) {
      add(formats, placeIn(names.get(graph) ?? graph, coordinateOf(application)), args.format);
    }
  }
  return { keys, formats };
}

interface JoinDirective {
  name: string;
  graphs?: readonly string[];
  args?: { format?: unknown };
}

/** Subgraphs by the value that stands for each in the supergraph. */
function subgraphNames(schema: Schema): ReadonlyMap<string, string> {
  const graphs = applicationsOf(schema, 'join__graph').map((application): [string, string] => [
    (application.parent as unknown as { name: string }).name,
    String(application.arguments().name),
  ]);
  return new Map(graphs);
}

function applicationsOf(schema: Schema, directive: string): Application[] {
  return [...((schema.directive(directive)?.applications() ?? []) as Iterable<Application>)];
}

function coordinateOf({ parent }: Application): string {
  return (parent as SchemaElement<never, never> & { coordinate: string }).coordinate;
}

function add(map: Map<string, string[]>, place: string, value: string): void {
  const known = map.get(place);
  if (known) known.push(value);
  else map.set(place, [value]);
}
