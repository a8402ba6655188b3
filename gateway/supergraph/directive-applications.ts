import type { Directive, Schema, SchemaElement } from '@apollo/federation-internals';

/** A directive where a supergraph uses it. */
export type Application = Directive<SchemaElement<never, never>, Record<string, unknown>>;

/**
 * Where a directive of a specification stands, which a supergraph may have renamed.
 * @param identity the specification's URL without its version
 */
export function applicationsOf(schema: Schema, identity: string, directive: string): Application[] {
  const feature = schema.coreFeatures?.getByIdentity(identity);
  const definition = feature && schema.directive(feature.directiveNameInSchema(directive));
  return definition ? [...(definition.applications() as ReadonlySet<Application>)] : [];
}

/** What a directive stands on: `Type` or `Type.field`. */
export function coordinateOf({ parent }: Application): string {
  return (parent as SchemaElement<never, never> & { coordinate: string }).coordinate;
}
