import { GraphQLError, GraphQLScalarType, Kind, type DocumentNode } from 'graphql';

function textScalar(
  name: string,
  description: string,
  problem: (text: string) => string | null,
): GraphQLScalarType {
  const check = (value: unknown): string => {
    const fault = typeof value === 'string' ? problem(value) : 'it must be a string';
    if (fault) throw new GraphQLError(`Not a ${name}: ${fault}.`, { extensions: { code: 'BAD_USER_INPUT' } });
    return value as string;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : null),
  });
}

const matching = (pattern: RegExp, expected: string) => (text: string) =>
  pattern.test(text) ? null : `expected ${expected}`;

function notACivilDate(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'expected YYYY-MM-DD';
  const instant = new Date(`${text}T00:00:00Z`);
  const exists =
    !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) && text >= '1900-01-01';
  return exists ? null : 'there is no such day';
}

function notAnInstant(text: string): string | null {
  const isRfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(text);
  return isRfc3339 && !Number.isNaN(Date.parse(text))
    ? null
    : 'expected RFC 3339 with a zone, such as 2026-11-20T08:00:00Z';
}

/** Names of regions as the tz database writes them, aliases included: which of two is the main one differs by program. */
const ZONE_NAME = /^(UTC|[A-Z][A-Za-z]+(\/[A-Z][\w+-]+){1,2})$/;

function notAZone(text: string): string | null {
  return ZONE_NAME.test(text) && isKnownZone(text) ? null : 'expected an IANA name such as Africa/Nairobi';
}

function isKnownZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const SCALARS = [
  textScalar('Date', 'A civil date of the school’s calendar, `YYYY-MM-DD`.', notACivilDate),
  textScalar('DateTime', 'An instant, RFC 3339, answered in UTC with `Z`.', notAnInstant),
  textScalar(
    'LocalTime',
    'A time on the school’s wall clock, `HH:MM`.',
    matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM'),
  ),
  textScalar(
    'Decimal',
    'An exact decimal in plain notation, as a string.',
    matching(/^-?\d+(\.\d+)?$/, 'a plain decimal'),
  ),
  textScalar('CurrencyCode', 'An ISO 4217 code.', matching(/^[A-Z]{3}$/, 'three capital letters')),
  textScalar('TimeZone', 'An IANA time zone.', notAZone),
];

/** Resolvers for those of the platform's scalars that a schema declares. */
export function scalarsOf(typeDefs: DocumentNode): Record<string, GraphQLScalarType> {
  const declared = new Set(
    typeDefs.definitions.flatMap((node) =>
      node.kind === Kind.SCALAR_TYPE_DEFINITION ? [node.name.value] : [],
    ),
  );
  return Object.fromEntries(
    SCALARS.filter(({ name }) => declared.has(name)).map((scalar) => [scalar.name, scalar]),
  );
}
