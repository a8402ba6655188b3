import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { idTypeOf } from './id-types';

/** An argument of a generated operation, sent as a variable of its own. */
export interface Argument {
  /** Of the variable. */
  variable: string;
  /** The field it is an argument of, such as `Query.student`. */
  owner: string;
  name: string;
  type: GraphQLInputType;
  defaultValue: unknown;
  /** What the field answers with. */
  returns: GraphQLNamedType;
}

/** Where the values of arguments come from. */
export interface Source {
  /** Ids of a type, the most fitting first, for the place that is named, such as `input0.input.sectionId`. */
  idsOf(type: string, place: string): readonly string[];
  /** A place in the list of a field such as `Student.enrollments`, where one is known. */
  cursorOf(field: string): string | undefined;
  today: string;
  currency: string;
  /** A text that fits an argument of this name. */
  textOf(name: string): string;
}

/**
 * Which optional parts of an argument are filled in: all of them, none, or the one of this path alone, such as
 * `filter.gradeLevel`.
 */
export type Filling = 'all' | 'none' | { only: string };

const fills = (filling: Filling, path: string): boolean => {
  if (typeof filling === 'string') return filling === 'all';
  const within = (a: string, b: string) => a === b || a.startsWith(`${b}.`);
  return within(filling.only, path) || within(path, filling.only);
};

/** A value that the schema allows for an argument; undefined where it is to be left out. */
export function valueOf(
  schema: GraphQLSchema,
  argument: Argument,
  source: Source,
  filling: Filling,
): unknown {
  const { owner, name, type, returns, defaultValue, variable } = argument;
  const build = (at: Place): unknown => {
    if (!isNonNullType(at.type) && !fills(filling, at.path)) return undefined;
    if (isNonNullType(at.type) && at.defaultValue !== undefined && !fills(filling, at.path)) return undefined;
    const named = getNamedType(at.type);
    const sample = SAMPLES[`${at.owner}.${at.name}`];
    if (sample) return sample((field) => build(fieldOf(at, named, field)));
    if (isListType(isNonNullType(at.type) ? at.type.ofType : at.type))
      return named.name === 'ID' ? ids(at).slice(0, MOST_IDS) : [single(at)];
    return single(at);
  };
  const ids = (at: Place) => source.idsOf(idTypeOf(schema, { ...at, returns }), `${variable}.${at.path}`);
  const single = (at: Place): unknown => {
    const named = getNamedType(at.type) as GraphQLNamedType;
    if (isInputObjectType(named)) {
      const entries = Object.keys(named.getFields()).map((field) => [
        field,
        build(fieldOf(at, named, field)),
      ]);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    if (isEnumType(named)) return named.getValues()[0]!.name;
    if (named.name === 'ID') return ids(at)[0];
    if (at.name === 'after' || at.name === 'before') return source.cursorOf(owner);
    return scalar(named.name, at, source);
  };
  return build({ owner, name, type, defaultValue, path: name });
}

interface Place {
  owner: string;
  name: string;
  type: GraphQLInputType;
  defaultValue: unknown;
  path: string;
}

function fieldOf(at: Place, named: unknown, name: string): Place {
  const input = isInputObjectType(named)
    ? (named as { name: string; getFields(): Record<string, GraphQLInputField> })
    : null;
  const field = input?.getFields()[name];
  if (!input || !field) throw new Error(`${at.owner}.${at.name} has no field ${name}`);
  return {
    owner: input.name,
    name,
    type: field.type,
    defaultValue: field.defaultValue,
    path: `${at.path}.${name}`,
  };
}

const PAGE_SIZE = 50;
/** What a list of ids may hold. */
const MOST_IDS = 100;

function scalar(
  type: string,
  { owner, name, defaultValue }: Place,
  { today, currency, textOf }: Source,
): unknown {
  switch (type) {
    case 'String':
      return textOf(name);
    case 'Int':
      return /^(first|last)$/.test(name) ? PAGE_SIZE : 1;
    case 'Float':
      return 1;
    case 'Boolean':
      // The other one than is taken anyway.
      return defaultValue !== true;
    case 'Date':
      return today;
    case 'DateTime':
      return `${today}T12:00:00.000Z`;
    case 'Decimal':
      return '12.50';
    case 'CurrencyCode':
      return currency;
    case 'TimeZone':
      return 'Africa/Nairobi';
    case 'Locale':
      return 'en-KE';
    case 'LocalTime':
      return '08:00';
    case 'YearMonth':
      return today.slice(0, 7);
    case 'URL':
      return 'https://school.example/';
    default:
      throw new Error(
        `No value is known for ${type} of ${owner}.${name}: give it one in tests/sweep/argument-values.ts.`,
      );
  }
}

/** Arguments that only mean something as a whole, by place; `field` builds a part of the input object there. */
const SAMPLES: Readonly<Record<string, (field: (name: string) => unknown) => unknown>> = {
  'PostTransactionInput.postings': (field) => {
    const amount = field('amount') as { amount: string };
    const posting = { accountId: field('accountId'), memo: field('memo'), amount };
    return [posting, { ...posting, amount: { ...amount, amount: `-${amount.amount}` } }];
  },
};
