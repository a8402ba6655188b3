import type { GraphQLSchema } from 'graphql';
import type { FetchNode, QueryPlanSelectionNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { Failure } from './failure';
import { isData } from './merge';
import { getOwn } from './own-property';
import { representationOf } from './representation';
import { applyRewrites } from './rewrites';
import { isOfType, typenameOf } from './type-condition';

/**
 * Writes what a subgraph needs to know of an entity as JSON, which is at once what is sent and what tells equal
 * representations. Null and failures are as in {@link representationOf}.
 */
export type RepresentationWriter = (entity: Data) => string | null | Failure;

/** Text that JSON writes as it is, which is what most keys are. */
const PLAIN = /^[\w .:@-]*$/;

type Requires = readonly QueryPlanSelectionNode[];
type FieldOf = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;
type ValueWriter = (value: unknown) => string | Failure;

/** Compiles the representations of an entity fetch, for each type of entity as it is met. */
export function compileRepresentation(
  schema: GraphQLSchema,
  { requires = [], inputRewrites }: FetchNode,
): RepresentationWriter {
  const writers = new Map<string, RepresentationWriter>();
  const general: RepresentationWriter = (entity) => writeGeneral(schema, requires, inputRewrites, entity);

  return (entity) => {
    const typename = typenameOf(entity);
    // What subgraphs call types is unbounded; what is remembered is not.
    if (typename === undefined || !schema.getType(typename)) return general(entity);
    let writer = writers.get(typename);
    if (!writer) {
      const fields = inputRewrites?.length ? null : plainFields(schema, typename, requires);
      writer = fields ? writerOf(fields) : general;
      writers.set(typename, writer);
    }
    return writer(entity);
  };
}

function writeGeneral(
  schema: GraphQLSchema,
  requires: Requires,
  rewrites: FetchNode['inputRewrites'],
  entity: Data,
): string | null | Failure {
  const representation = representationOf(schema, entity, requires);
  if (representation === null || representation instanceof Failure) return representation;
  if (!getOwn(representation, '__typename')) return null;
  applyRewrites(schema, rewrites, representation);
  return JSON.stringify(representation);
}

/** The fields a type's representations have, where they are so plain that they can be written one after the other. */
function plainFields(schema: GraphQLSchema, typename: string, requires: Requires): FieldOf[] | null {
  const applicable = requires.filter(
    (selection) =>
      selection.kind === 'Field' ||
      (selection.typeCondition !== undefined && isOfType(schema, typename, selection.typeCondition)),
  );
  const [only] = applicable;
  const fields = only?.kind === 'InlineFragment' && applicable.length === 1 ? only.selections : applicable;
  if (!isPlain(fields) || !fields.some(({ name }) => name === '__typename')) return null;
  return fields;
}

function isPlain(selections: Requires): selections is FieldOf[] {
  const keys = new Set<string>();
  for (const selection of selections) {
    if (selection.kind !== 'Field' || keys.has(selection.name)) return false;
    if (selection.selections && !isPlain(selection.selections)) return false;
    keys.add(selection.name);
  }
  return true;
}

function writerOf(fields: readonly FieldOf[]): RepresentationWriter {
  const writers = fields.map((field, index) => ({
    key: field.alias ?? field.name,
    label: `${index === 0 ? '{' : ','}${JSON.stringify(field.name)}:`,
    write: valueWriter(field),
  }));
  return (entity) => {
    let text = '';
    for (const { key, label, write } of writers) {
      const value = getOwn(entity, key);
      if (value === undefined) return null;
      const written = write(value);
      if (typeof written !== 'string') return written;
      text += label + written;
    }
    return `${text}}`;
  };
}

function valueWriter({ selections }: FieldOf): ValueWriter {
  const inner = selections && writerOf(selections as FieldOf[]);
  const write: ValueWriter = (value) => {
    if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
    if (value instanceof Failure) return value;
    if (Array.isArray(value)) return writeList(value, write);
    return inner && isData(value) ? (inner(value) ?? 'null') : JSON.stringify(value);
  };
  return write;
}

function writeList(values: readonly unknown[], write: ValueWriter): string | Failure {
  const texts: string[] = [];
  for (const value of values) {
    const written = write(value);
    if (written instanceof Failure) return written;
    texts.push(written);
  }
  return `[${texts.join(',')}]`;
}
