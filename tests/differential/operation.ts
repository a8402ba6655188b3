import fc from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLSchema,
} from 'graphql';
import { possibleTypes, selectable } from './selectable';

/** The choices that make a selection; numbers are taken modulo what there is to choose from. */
export interface Choice {
  pick: number;
  alias: number;
  argument: number;
  condition: number;
  wrap: number;
  children: Choice[];
}

export interface OperationPlan {
  isMutation: boolean;
  selections: Choice[];
  variables: { b0: boolean; b1?: boolean; n0?: number | null; t0?: string };
}

const NONE = 0;
const DEPTH = 3;
/** The planner compares all ways to all fields: a few more fields take it seconds. */
const MAX_FIELDS = 9;

export const operationPlans: fc.Arbitrary<OperationPlan> = fc.record({
  isMutation: fc.nat({ max: 7 }).map((number) => number === 1),
  selections: fc.array(choices(DEPTH), { minLength: 1, maxLength: 3, size: 'max' }),
  variables: fc.record(
    { b0: fc.boolean(), b1: fc.boolean(), n0: fc.constantFrom(null, 1, 3, 7), t0: fc.constantFrom('', 'x') },
    { requiredKeys: ['b0'] },
  ),
});

function choices(depth: number): fc.Arbitrary<Choice> {
  const children =
    depth === 0 ? fc.constant<Choice[]>([]) : fc.array(choices(depth - 1), { maxLength: 3, size: 'max' });
  return fc.record({
    pick: fc.nat({ max: 59 }),
    alias: fc.nat({ max: 39 }),
    argument: fc.nat({ max: 9 }),
    condition: fc.nat({ max: 19 }),
    wrap: fc.nat({ max: 11 }),
    children,
  });
}

/** Names that keys, required fields, the planner and its own aliases have, and innocent ones. */
const ALIASES = [
  'id',
  'sku',
  'code',
  'org',
  'label',
  'name',
  'price',
  'size',
  'rank',
  'note',
  'w',
  'h',
].concat([
  '__typename',
  'id__alias_0',
  'name__alias_0',
  'p0_id',
  'p0_name',
  'a',
  'b',
  'constructor',
  '_entities',
]);
const CONDITIONS = [
  '@skip(if: $b0)',
  '@include(if: $b0)',
  '@include(if: $b1)',
  '@skip(if: false)',
  '@include(if: true)',
];
const ARGUMENTS = ['(n: 3)', '(n: 1)', '(n: $n0)', '(n: null)', '(text: $t0, n: 3)', '(n: 3, text: "x")'];
const VARIABLES = { b0: 'Boolean!', b1: 'Boolean! = true', n0: 'Int', t0: 'String = "t"' };

interface Writing {
  schema: GraphQLSchema;
  fragments: { name: string; type: string; text: string }[];
  /** Aliases that are left out, by the order in which fields are written, because they would not merge. */
  refused: ReadonlySet<number>;
  written: number;
}

/**
 * Writes the operation that some choices come to.
 * @param refused fields that do without the alias they chose, by their number
 */
export function writeOperation(
  schema: GraphQLSchema,
  { selections, isMutation }: OperationPlan,
  refused: ReadonlySet<number> = new Set(),
): string {
  const writing: Writing = { schema, fragments: [], refused, written: 0 };
  const body = selectionOf(
    writing,
    (isMutation ? schema.getMutationType() : schema.getQueryType())!,
    selections,
  );
  const fragments = writing.fragments.map(({ name, type, text }) => `fragment ${name} on ${type} ${text}`);
  const whole = [body, ...fragments].join('\n');
  const used = Object.entries(VARIABLES).filter(([name]) => whole.includes(`$${name}`));
  const declared = used.map(([name, type]) => `$${name}: ${type}`).join(', ');
  return `${isMutation ? 'mutation' : 'query'}${declared && `(${declared})`} ${whole}`;
}

function selectionOf(writing: Writing, type: GraphQLCompositeType, list: readonly Choice[]): string {
  const selections = list.map((choice) =>
    writing.written < MAX_FIELDS ? oneSelection(writing, type, choice) : '',
  );
  return `{ ${selections.join(' ').trim() || '__typename'} }`;
}

function oneSelection(writing: Writing, type: GraphQLCompositeType, choice: Choice): string {
  const { wrap, pick, children } = choice;
  const directive = CONDITIONS[choice.condition - 1] ?? '';
  const inner = { ...choice, wrap: NONE };
  if (wrap === 1 || (isUnionType(type) && wrap > 2)) {
    const candidates = possibleTypes(writing.schema, type);
    const narrowed = candidates[pick % candidates.length]!;
    return `... on ${narrowed.name} ${directive} ${selectionOf(writing, narrowed, [inner, ...children])}`;
  }
  if (wrap === 2) return `... ${directive} ${selectionOf(writing, type, [inner])}`;
  if (wrap === 3) return spread(writing, type, choice, directive);
  return fieldOf(writing, type, choice, directive);
}

/** Names a fragment that is there already, or writes one. */
function spread(writing: Writing, type: GraphQLCompositeType, choice: Choice, directive: string): string {
  const known = writing.fragments.filter((fragment) => fragment.type === type.name);
  const again = known[choice.pick % (known.length + 1)];
  if (again) return `...${again.name} ${directive}`;
  const text = selectionOf(writing, type, [{ ...choice, wrap: NONE }, ...choice.children]);
  const name = `F${writing.fragments.length}`;
  writing.fragments.push({ name, type: type.name, text });
  return `...${name} ${directive}`;
}

function fieldOf(writing: Writing, type: GraphQLCompositeType, choice: Choice, directive: string): string {
  const fields = selectable(type, choice.children.length > 0);
  const field = fields[choice.pick % (fields.length + 1)];
  const number = writing.written++;
  const wanted = ALIASES[choice.alias % ALIASES.length];
  const plain = choice.alias >= ALIASES.length || writing.refused.has(number);
  // The number is where a validation error finds the field again.
  const alias = plain ? (writing.refused.has(number) ? `u${number}: ` : '') : `${wanted}: `;
  const mark = `#${number}\n`;
  if (!field) return `${mark}${alias}__typename ${directive}`;
  const given =
    field.args.length === 0
      ? ''
      : argumentsOf(
          field.args.map(({ name }) => name),
          choice.argument,
        );
  const inner = getNamedType(field.type);
  const below = isCompositeType(inner) ? selectionOf(writing, inner, choice.children) : '';
  return `${mark}${alias}${field.name}${given} ${directive} ${below}`;
}

function argumentsOf(names: readonly string[], choice: number): string {
  const given = ARGUMENTS[choice - 1] ?? '';
  return !names.includes('text') && given.includes('text') ? '(n: 4)' : given;
}
