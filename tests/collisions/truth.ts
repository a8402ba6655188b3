import {
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { chance, hash } from '../differential/hash';
import type { Graph } from './graphs';
import { requirementsIn, valuesOf, type Requirement } from './requirements';

/** An object of the data. */
export interface Thing {
  __typename: string;
  id: string;
  /** What a representation said of it. */
  known?: Record<string, unknown>;
}

export type Args = Record<string, unknown>;

/** The field of an object as a resolver sees it. */
export interface Place {
  thing: Thing;
  fieldName: string;
  args: Args;
  type: GraphQLOutputType;
}

/** The data of a graph: every value follows from its object, field and arguments. */
export interface Truth {
  schema: GraphQLSchema;
  requirementOf(thing: Thing, fieldName: string): Requirement | undefined;
  /** @param onRead is told of every field that the value is made of, directly or by way of others */
  valueOf(place: Place, onRead?: (read: Place) => void): unknown;
  /** What a field is made of. */
  neededBy(thing: Thing, requirement: Requirement, onRead?: (read: Place) => void): Record<string, unknown>;
  /** What a field becomes of it. */
  derived(place: Place, needed: unknown): string;
}

const INSTANCES = 3;
const FIELD = '.';
export const ROOT: Thing = { __typename: 'Query', id: 'root' };

/** @param schema the merged schema, as clients see it */
export function truthOf(graph: Graph, schema: GraphQLSchema): Truth {
  const requirements = requirementsIn(graph);
  const sdl = Object.values(graph.subgraphs).join('\n');
  const isEntity = (name: string) => new RegExp(`type ${name} [^{]*@key`).test(sdl);

  const truth: Truth = {
    schema,
    requirementOf: ({ __typename }, fieldName) =>
      namesOf(schema, __typename).flatMap((name) => requirements.get(`${name}.${fieldName}`) ?? [])[0],
    neededBy: (thing, { fieldSet }, onRead) =>
      valuesOf(schema, thing, fieldSet, (object, { name, type }, args) => {
        const read = { thing: object, fieldName: name, args, type };
        onRead?.(read);
        return truth.valueOf(read, onRead);
      }),
    derived: (place, needed) => `${describePlace(place)} from ${JSON.stringify(needed)}`,
    valueOf: (place, onRead) => {
      const requirement = truth.requirementOf(place.thing, place.fieldName);
      if (requirement) return truth.derived(place, truth.neededBy(place.thing, requirement, onRead));
      return keyOf(place) ?? ofType(place.type, describePlace(place));
    },
  };

  function ofType(type: GraphQLOutputType, at: string): unknown {
    if (!isNonNullType(type) && !isCompositeType(type) && chance(8, at)) return null;
    const present = getNullableType(type);
    if (isListType(present)) {
      const length = hash('length', at) % 3;
      return Array.from({ length }, (_, index) => ofType(present.ofType, `${at}[${index}]`));
    }
    if (!isCompositeType(present)) return present.name === 'Int' ? hash(at) % 1000 : at;
    return anObject(present, at);
  }

  function anObject(type: GraphQLCompositeType, at: string): Thing {
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const { name } = possible[hash('type', at) % possible.length]!;
    return { __typename: name, id: isEntity(name) ? `${name}-${hash(at) % INSTANCES}` : at };
  }

  return truth;
}

/** A type and the interfaces it has. */
export function namesOf(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName);
  return [typeName, ...(type && 'getInterfaces' in type ? type.getInterfaces().map(({ name }) => name) : [])];
}

/** A call of a resolver as text. */
export function describePlace({ thing, fieldName, args }: Omit<Place, 'type'>): string {
  return thing.id + describeField(fieldName, args);
}

/** A field and its arguments as text; the order of arguments is none. */
export function describeField(fieldName: string, args: Args): string {
  const given = Object.entries(args).sort(([one], [other]) => (one < other ? -1 : 1));
  return `${FIELD}${fieldName}${JSON.stringify(given)}`;
}

/** The field and the arguments of a call. */
export function fieldOf(call: string): string {
  return call.slice(call.lastIndexOf(FIELD));
}

/** Keys are such that each of them tells which object it is of. */
function keyOf({ thing: { __typename, id }, fieldName, args }: Place): unknown {
  if (__typename === 'Memo' || __typename === 'Query') return undefined;
  if (fieldName === 'id') return id;
  if (fieldName === 'code' && Object.keys(args).length === 0)
    return /^(Book|Lot)$/.test(__typename) ? `code-${id}` : undefined;
  return fieldName === 'org' ? { __typename: 'Org', id: `org-${id}` } : undefined;
}

/** The object that a representation is of. @throws Error where its keys are of no object, or of several */
export function referred(representation: Record<string, unknown>): Thing {
  const { id, code, org } = representation as { id?: unknown; code?: unknown; org?: { id?: unknown } };
  const ids = [id, stripped(code, 'code-'), stripped(org?.id, 'org-')].filter((key) => key !== undefined);
  const [first] = ids;
  if (typeof first !== 'string' || ids.some((key) => key !== first) || !/^[A-Z][a-z]+-\d$/.test(first)) {
    throw new Error(`not a key: ${JSON.stringify(representation)}`);
  }
  return { __typename: first.split('-')[0]!, id: first, known: representation };
}

function stripped(key: unknown, prefix: string): unknown {
  if (key === undefined) return undefined;
  return typeof key === 'string' && key.startsWith(prefix) ? key.slice(prefix.length) : 'another';
}
