import { Kind, valueFromASTUntyped, type FieldNode, type SelectionSetNode } from 'graphql';
import { fetchDocument } from '../planning/fetch-document';
import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { placeIn, type CacheTagRules } from '../supergraph/read-cache-tags';

/** The tag that everything of a subgraph has. */
export function subgraphTag(subgraph: string): string {
  return `subgraph:${subgraph}`;
}

/**
 * The tags that an entity has by what it was asked with: `Type:key`, and what `@cacheTag` says of its type. Keys of
 * several fields stand in their order: `Type:one:two`.
 * @param representation as JSON
 */
export function entityTags(rules: CacheTagRules, subgraph: string, representation: string): string[] {
  const entity = JSON.parse(representation) as Data;
  const typename = String(entity.__typename);
  const place = placeIn(subgraph, typename);
  const keys = (rules.keys.get(place) ?? []).flatMap((fields) => {
    const values = fields
      .split(/[\s{}]+/)
      .filter(Boolean)
      .map((name) => entity[name]);
    return values.every((value) => value !== undefined) ? [[typename, ...values.map(textOf)].join(':')] : [];
  });
  return [...keys, ...filled(rules.formats.get(place), { $key: entity })];
}

/** The tags that `@cacheTag` gives the root fields of a fetch. */
export function rootTags(
  { formats }: CacheTagRules,
  { serviceName, ...node }: Pick<FetchNode, 'serviceName' | 'operation'>,
  variables: Data,
): string[] {
  if (formats.size === 0) return [];
  return rootFields(node).flatMap((field) =>
    filled(formats.get(placeIn(serviceName, `Query.${field.name.value}`)), {
      $args: Object.fromEntries(
        (field.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]),
      ),
    }),
  );
}

function rootFields(node: Pick<FetchNode, 'operation'>): FieldNode[] {
  const [operation] = fetchDocument(node as FetchNode).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? fieldsIn(operation.selectionSet) : [];
}

function fieldsIn({ selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : [];
  });
}

/** Formats with their `{$key.…}` and `{$args.…}` replaced; those that lack a value are none. */
function filled(formats: readonly string[] = [], values: Readonly<Record<string, Data>>): string[] {
  return formats.flatMap((format) => {
    let isWhole = true;
    const text = format.replace(/\{([^}]+)\}/g, (_, path: string) => {
      const value = path.split('.').reduce<unknown>((at, name) => (at as Data | null)?.[name], values);
      isWhole &&= value !== undefined;
      return textOf(value);
    });
    return isWhole ? [text] : [];
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
