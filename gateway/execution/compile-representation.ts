import type { GraphQLSchema } from 'graphql';
import type { FetchNode, QueryPlanSelectionNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { Failure } from './failure';
import { compactText } from './json-text';
import { isData } from './merge';
import { getOwn } from './own-property';
import { representationOf } from './representation';
import { applyRewrites } from './rewrites';
import { isOfType } from './type-condition';

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

/** The representations of entities of one type. */
export interface Representation {
  write: RepresentationWriter;
  /**
   * The properties of an entity that make its representation: where they are scalars, equal ones make equal
   * representations. Null where more than properties make it.
   */
  sources: readonly string[] | null;
}

/** Compiles the representations of an entity fetch, for each type of entity as it is met. */
export function compileRepresentation(
  schema: GraphQLSchema,
  { requires = [], inputRewrites }: FetchNode,
): (typename: string | undefined) => Representation {
  const known = new Map<string, Representation>();
  const general: Representation = {
    write: (entity) => writeGeneral(schema, requires, inputRewrites, entity),
    sources: null,
  };

  return (typename = '') => {
    const representation = known.get(typename);
    if (representation) return representation;
    const type = schema.getType(typename);
    // What subgraphs call types is unbounded; what is remembered is not.
    if (!type) return general;
    const fields = inputRewrites?.length ? null : plainFields(schema, typename, requires);
    const made = fields ? { write: writerOf(fields, typename), sources: sourcesOf(fields) } : general;
    // The schema's own text: that of an answer may be a part of it, and hold all of it.
    known.set(type.name, made);
    return made;
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

/** The property of an entity that a field of its representation is read from. */
function sourceOf({ alias, name }: FieldOf): string {
  return alias ?? name;
}

/** The properties that differ from entity to entity of a type. */
function sourcesOf(fields: readonly FieldOf[]): string[] {
  return fields.map(sourceOf).filter((source) => source !== '__typename');
}

/** @param typename what `__typename` is known to be */
function writerOf(fields: readonly FieldOf[], typename?: string): RepresentationWriter {
  const writers: { source: string; label: string; write: ValueWriter }[] = [];
  // What is the same for all entities of the type becomes part of the next label.
  let constant = '{';
  for (const field of fields) {
    const source = sourceOf(field);
    constant += `${constant.endsWith('{') ? '' : ','}${JSON.stringify(field.name)}:`;
    if (typename !== undefined && source === '__typename') {
      constant += JSON.stringify(typename);
    } else {
      writers.push({ source, label: compactText(constant), write: valueWriter(field) });
      constant = '';
    }
  }
  const end = compactText(`${constant}}`);
  return (entity) => {
    let text = '';
    for (const { source, label, write } of writers) {
      const value = getOwn(entity, source);
      if (value === undefined) return null;
      const written = write(value);
      if (typeof written !== 'string') return written;
      text += label + written;
    }
    return text + end;
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
