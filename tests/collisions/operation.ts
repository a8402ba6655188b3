import fc from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { possibleTypes, selectable } from '../differential/selectable';

/** What an operation is made of: numbers, each taken modulo what there is to choose from. */
export const choices: fc.Arbitrary<number[]> = fc.array(fc.nat({ max: 9_999 }), {
  minLength: 12,
  maxLength: 28,
  size: 'max',
});

/** Planning compares all ways to all fields: more fields would be slower, not more telling. */
const MAX_FIELDS = 4;
const MAX_DEPTH = 3;

/** Names that keys, requirements, the planner and the gateway itself use, and such as objects inherit. */
const ALIASES = [
  'id code org label tag price size weight parts base net fee width name',
  '__typename _entities representations id__alias_0 price__alias_1',
  'p0_id p0_price p1_label r0_price r1_price r0_label r1_label r0_base r1_base r2_base r2_width r0_net',
  '__proto__ constructor toString hasOwnProperty',
].flatMap((names) => names.split(' '));

const FRAGMENTS = ['_generated_onItem1_0', 'representations', '__proto__', 'id', 'constructor'];

/** By the type of the argument that they are for. */
const VARIABLES: Record<string, Record<string, string>> = {
  Int: { representations: 'Int', p0_representations: 'Int = 2' },
  String: { s: 'String = "USD"', constructor: 'String' },
  Unit: { unit: 'Unit = IN' },
};
const LITERALS: Record<string, readonly string[]> = {
  Int: ['1', '2', '3', 'null'],
  String: ['"EUR"', '"USD"', '"x"', 'null'],
  Unit: ['CM', 'IN'],
};
export const VALUES = { representations: 2, constructor: 'EUR', s: 'EUR' };

/** What there is to ask for. */
export interface Askable {
  schema: GraphQLSchema;
  /** Which fields to ask for more often than for others. */
  isFavoured(typeName: string, fieldName: string): boolean;
}

/** An operation as text whose names collide wherever they can; not all that are written can be merged. */
export function writeOperation(askable: Askable, picks: readonly number[]): string {
  const { schema, isFavoured } = askable;
  const rest = [...picks];
  const fragments: string[] = [];
  const used = new Map<string, string>();
  let fields = 0;

  const next = (): number => rest.shift() ?? 0;
  const oneOf = <T>(list: readonly T[]): T => list[next() % list.length]!;
  const isChosen = (of: number): boolean => rest.length > 0 && next() % of === 1;

  function selectionOf(type: GraphQLCompositeType, depth: number): string {
    const count = depth === 0 ? 1 + (next() % 2) : 1 + (next() % 4);
    const parts: string[] = [];
    while (parts.length < count && fields < MAX_FIELDS) parts.push(partOf(type, depth));
    return `{ ${parts.join(' ') || '__typename'} }`;
  }

  function partOf(type: GraphQLCompositeType, depth: number): string {
    if (isUnionType(type) || isChosen(5)) {
      if (isUnionType(type) && isChosen(6)) return `${aliasFor()}__typename`;
      const narrowed = oneOf(possibleTypes(schema, type));
      return `... on ${narrowed.name} ${selectionOf(narrowed, depth)}`;
    }
    return isChosen(8) ? spread(type, depth) : fieldOf(type, depth);
  }

  function spread(type: GraphQLCompositeType, depth: number): string {
    const name = FRAGMENTS[fragments.length];
    if (!name) return fieldOf(type, depth);
    const index = fragments.push('') - 1;
    fragments[index] = `fragment ${name} on ${type.name} ${selectionOf(type, depth)}`;
    return `...${name}`;
  }

  function fieldOf(type: GraphQLCompositeType, depth: number): string {
    fields += 1;
    const alias = aliasFor();
    if (depth > 0 && isChosen(9)) return `${alias}__typename`;
    const possible = selectable(type, depth < MAX_DEPTH).filter(
      (field) => depth < MAX_DEPTH || isLeaf(field),
    );
    const favoured = possible.filter(({ name }) => isFavoured(type.name, name));
    const candidates = favoured.length > 0 && isChosen(2) ? favoured : possible;
    const field = candidates.length > 0 ? oneOf(candidates) : undefined;
    if (!field) return `${alias}__typename`;
    const inner = getNamedType(field.type);
    const below = isCompositeType(inner) ? selectionOf(inner, depth + 1) : '';
    return `${alias}${field.name}${argumentsOf(field.args)} ${below}`;
  }

  function aliasFor(): string {
    return isChosen(3) ? `${oneOf(ALIASES)}: ` : '';
  }

  function argumentsOf(args: readonly GraphQLArgument[]): string {
    const given = args.flatMap((argument) => (isChosen(2) ? `${argument.name}: ${valueFor(argument)}` : []));
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  function valueFor({ type }: GraphQLArgument): string {
    const name = getNamedType(type).name;
    const [variable, declared] = oneOf(Object.entries(VARIABLES[name]!));
    if (!isChosen(3)) return oneOf(LITERALS[name]!);
    used.set(variable, declared);
    return `$${variable}`;
  }

  const body = selectionOf(schema.getQueryType()!, 0);
  const declared = [...used].map(([name, type]) => `$${name}: ${type}`).join(', ');
  return [`query${declared && `(${declared})`} ${body}`, ...fragments].join('\n');
}

function isLeaf({ type }: GraphQLField<unknown, unknown>): boolean {
  return !isCompositeType(getNamedType(type));
}
