import { readFileSync } from 'node:fs';
import {
  Kind,
  parse,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';
import type { ObjectTypeDefinitionNode, TypeDefinitionNode, TypeNode } from 'graphql';
import { SERVICE_NAMES } from '../kernel/config';
import { typeDefsOf } from '../kernel/graphql/type-defs';
import { fromRoot } from '../kernel/project-root';
import { ID_PREFIXES } from '../schema/id-prefixes';
import { composeSupergraph } from '../scripts/compose-supergraph';

type Offences = (types: readonly TypeDefinitionNode[]) => string[];

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

const typesOf = ({ definitions }: DocumentNode): TypeDefinitionNode[] =>
  definitions.filter((node): node is TypeDefinitionNode => node.kind.endsWith('TypeDefinition'));

const isObject = (type: TypeDefinitionNode): type is ObjectTypeDefinitionNode =>
  type.kind === Kind.OBJECT_TYPE_DEFINITION;

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

const implementsNode = (type: ObjectTypeDefinitionNode) =>
  type.interfaces?.some(({ name }) => name.value === 'Node') === true;

const keyOf = (type: ObjectTypeDefinitionNode) => type.directives?.find(({ name }) => name.value === 'key');

/** Whether a type only says that another service has the object behind an id. */
function isStub(type: ObjectTypeDefinitionNode): boolean {
  return (
    keyOf(type)?.arguments?.some(({ name, value }) => name.value === 'resolvable' && isFalse(value)) === true
  );
}

const isFalse = (value: { kind: Kind; value?: unknown }) =>
  value.kind === Kind.BOOLEAN && value.value === false;

/** Whether a type adds fields to another service's object; its description is the owner's. */
const isContribution = (type: ObjectTypeDefinitionNode) => keyOf(type) !== undefined && !implementsNode(type);

const isRelayType = ({ name: { value } }: TypeDefinitionNode) => /(Connection|Edge)$/.test(value);

type Field = FieldDefinitionNode | InputValueDefinitionNode;

/** Every field of objects, interfaces and inputs, with the type it belongs to. */
const fieldsOf = (types: readonly TypeDefinitionNode[]): [TypeDefinitionNode, Field][] =>
  types.flatMap((type) =>
    'fields' in type ? (type.fields ?? []).map((field): [TypeDefinitionNode, Field] => [type, field]) : [],
  );

const label = (type: TypeDefinitionNode, field: Field) => `${type.name.value}.${field.name.value}`;

const undescribedTypes: Offences = (types) =>
  types
    .filter((type) => !type.description?.value.trim() && !ROOTS.has(type.name.value) && !isRelayType(type))
    .filter((type) => !isObject(type) || !(isStub(type) || isContribution(type)))
    .map(({ name }) => name.value);

const undescribedOperations: Offences = (types) =>
  fieldsOf(types)
    .filter(([type, field]) => ROOTS.has(type.name.value) && !field.description?.value.trim())
    .map(([type, field]) => label(type, field));

const oddMutations: Offences = (types) =>
  types.flatMap((type) =>
    isObject(type) && type.name.value === 'Mutation'
      ? (type.fields ?? [])
          .filter((field) => !followsConvention(field, types))
          .map((field) => label(type, field))
      : [],
  );

function followsConvention(
  { name, arguments: args = [], type }: FieldDefinitionNode,
  types: Parameters<Offences>[0],
) {
  const verbNoun = name.value[0]!.toUpperCase() + name.value.slice(1);
  const payload = types.find((candidate) => candidate.name.value === `${verbNoun}Payload`);
  return (
    args.length === 1 &&
    args[0]!.name.value === 'input' &&
    args[0]!.type.kind === Kind.NON_NULL_TYPE &&
    namedType(args[0]!.type) === `${verbNoun}Input` &&
    namedType(type) === `${verbNoun}Payload` &&
    payload !== undefined &&
    fieldsOf([payload]).some(([, field]) => field.name.value === 'userErrors' && isListOfNonNull(field.type))
  );
}

const isListOfNonNull = (type: TypeNode) =>
  type.kind === Kind.NON_NULL_TYPE &&
  type.type.kind === Kind.LIST_TYPE &&
  type.type.type.kind === Kind.NON_NULL_TYPE;

const unpagedConnections: Offences = (types) =>
  fieldsOf(types)
    .filter(([, field]) => namedType(field.type).endsWith('Connection'))
    .filter(([, field]) => {
      const args = 'arguments' in field ? (field.arguments ?? []) : [];
      const named = (name: string) => args.find((argument) => argument.name.value === name);
      return (
        namedType(named('first')?.type ?? STRING) !== 'Int' ||
        !named('first')?.defaultValue ||
        !named('after')
      );
    })
    .map(([type, field]) => label(type, field));

const STRING: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'String' } };

/** Ratios of counts; nothing that anybody adds up or pays. */
const RATIOS = new Set(['AttendanceSummary.rate']);

const floats: Offences = (types) =>
  fieldsOf(types)
    .filter(([type, field]) => namedType(field.type) === 'Float' && !RATIOS.has(label(type, field)))
    .map(([type, field]) => label(type, field));

const untypedAmounts: Offences = (types) =>
  fieldsOf(types)
    .filter(([type, { name }]) => name.value === 'amount' && !type.name.value.startsWith('Money'))
    .filter(([, field]) => !namedType(field.type).startsWith('Money'))
    .map(([type, field]) => label(type, field));

const CONVENTIONS: [string, Offences, string][] = [
  ['describes every type that a client meets', undescribedTypes, 'input Phone { number: String }'],
  ['says of every operation what it does', undescribedOperations, 'type Query { phone: String }'],
  [
    'gives every mutation one input and a payload with userErrors',
    oddMutations,
    'type Mutation { call(no: ID!): Int }',
  ],
  ['pages every connection forward', unpagedConnections, 'type Phone { calls: CallConnection! }'],
  ['has no binary fractions', floats, 'type Phone { price: Float }'],
  ['never states an amount without its currency', untypedAmounts, 'type Call { amount: Decimal! }'],
];

describe.each(CONVENTIONS)('the schema %s', (_name, offences, broken) => {
  it.each(SERVICE_NAMES)('in %s', (name) => {
    expect(offences(typesOf(typeDefsOf(name)))).toEqual([]);
  });

  it('and would be noticed if it did not', () => {
    expect(offences(typesOf(parse(broken)))).not.toEqual([]);
  });
});

describe('objects with an id of their own', () => {
  const owned = SERVICE_NAMES.flatMap((name) =>
    typesOf(typeDefsOf(name)).filter((type) => isObject(type) && implementsNode(type) && !isStub(type)),
  ).map(({ name }) => name.value);

  it('belong to one service each', () => {
    expect(owned.length).toBe(new Set(owned).size);
  });

  it('have a prefix, unlike any other, by which their ids are told apart', () => {
    expect([...owned].sort()).toEqual(Object.keys(ID_PREFIXES).sort());
    const prefixes = Object.values(ID_PREFIXES);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const prefix of prefixes) expect(prefix).toMatch(/^[a-z]{2,5}$/);
  });

  it('are known to the service that answers node(id)', () => {
    const users = typesOf(typeDefsOf('users')).filter((type) => isObject(type) && implementsNode(type));
    expect(users.map(({ name }) => name.value).sort()).toEqual([...owned].sort());
  });

  it('are found by their id across services', () => {
    for (const name of SERVICE_NAMES) {
      const nodes = typesOf(typeDefsOf(name)).filter((type) => isObject(type) && implementsNode(type));
      const keys = nodes.map((type) => isObject(type) && keyOf(type)?.arguments?.[0]?.value);
      for (const key of keys) expect(key).toMatchObject({ kind: Kind.STRING, value: 'id' });
    }
  });
});

describe('what fields depend on of who asks', () => {
  const objects = SERVICE_NAMES.flatMap((service) =>
    typesOf(typeDefsOf(service))
      .filter(isObject)
      .map((type) => ({ service, type })),
  );
  const fieldsIn = (type: ObjectTypeDefinitionNode) => (type.fields ?? []).map(({ name }) => name.value);
  const declares = ({ directives }: { directives?: readonly { name: { value: string } }[] | undefined }) =>
    directives?.some(({ name }) => name.value === 'dependsOnClaims') === true;

  it('is said of a whole type only where one service has all of it, or it would be said of others’ fields as well', () => {
    const whole = objects.filter(({ type }) => declares(type));
    const others = whole.flatMap(({ service, type: { name }, type }) =>
      objects
        .filter((other) => other.service !== service && other.type.name.value === name.value)
        .flatMap((other) => fieldsIn(other.type).filter((field) => !fieldsIn(type).includes(field)))
        .map((field) => `${name.value}.${field}`),
    );
    expect(whole.length).toBeGreaterThan(10);
    expect(others).toEqual([]);
  });

  it('is said of a field by one service', () => {
    const said = objects.flatMap(({ type }) => [
      ...(declares(type) ? [type.name.value] : []),
      ...(type.fields ?? []).filter(declares).map(({ name }) => `${type.name.value}.${name.value}`),
    ]);
    expect(said.filter((coordinate, i) => said.indexOf(coordinate) !== i)).toEqual([]);
  });

  it('is claims that tokens of this platform have, the tenant among them unless it is nothing', () => {
    const lists = SERVICE_NAMES.flatMap((name) => [
      ...readFileSync(fromRoot('schema', `${name}.graphql`), 'utf8').matchAll(
        /@dependsOnClaims\(claims: \[(.*?)\]\)/g,
      ),
    ]).map(([, list]) => (JSON.parse(`[${list}]`) as string[]).sort());
    const known = ['sub', 'tenant', 'roles', 'wards', 'student', 'staff'];
    expect(lists.flat().filter((claim) => !known.includes(claim))).toEqual([]);
    expect(lists.filter((claims) => claims.length > 0 && !claims.includes('tenant'))).toEqual([]);
  });
});

describe('the composed schema', () => {
  const composed = composeSupergraph();
  const committed = (file: string) => readFileSync(fromRoot('schema', file), 'utf8');

  it('is what the five services compose to', () => {
    expect(committed('supergraph.graphql') === composed.supergraphSdl).toBe(true);
    expect(committed('api.graphql') === composed.apiSdl).toBe(true);
  });

  it('shows clients no federation machinery', () => {
    expect(composed.apiSdl).not.toMatch(/_entities|_service|join__|link__/);
  });
});
