import { parse } from 'graphql';
import { composeStubs } from '../../tests/support/federation';
import { buildGeneration } from '../supergraph/generation';
import { createFieldAccess, type AccessByDefault, type FieldAccess } from './field-access';

const HOME = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
    "@key", "@external", "@requires", "@inaccessible", "@context", "@fromContext", "@requiresScopes", "@policy",
    { name: "@authenticated", as: "@members" }])
  type Query { all: [Media!]! box: Box plain: Int }
  interface Media { id: ID! title: String }
  type Book implements Media @key(fields: "id") { id: ID! title: String @requiresScopes(scopes: [["a"]]) pages: Int }
  type Song implements Media @key(fields: "id") @members { id: ID! title: String @requiresScopes(scopes: [["b"], ["c"]]) }
  type Film implements Media { id: ID! title: String length: Length }
  scalar Length @policy(policies: [["long"]])
  type Box @key(fields: "id") @context(name: "box") { id: ID! weight: Weight tare: Int @inaccessible slot: Slot }
  type Weight { grams: Int unit: Unit }
  enum Unit { G }
  type Slot @key(fields: "id") { id: ID! label(tare: Int @fromContext(field: "$box { tare }")): String }`;
const POST = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
    import: ["@key", "@external", "@requires", "@shareable"])
  type Box @key(fields: "id") {
    id: ID!
    weight: Weight @external
    price: Int @requires(fields: "weight { grams unit }")
  }
  type Weight { grams: Int @external unit: Unit @external }
  enum Unit { G }`;

const composed = composeStubs([
  { name: 'home', url: 'http://home', typeDefs: parse(HOME) },
  { name: 'post', url: 'http://post', typeDefs: parse(POST) },
]);

/** @param changes texts of the supergraph with what is put behind them, as composition would not let one */
function accessOf(
  changes: Record<string, string> = {},
  byDefault: AccessByDefault = 'allow',
): FieldAccess | null {
  let sdl = composed;
  for (const [text, addition] of Object.entries(changes)) {
    expect(sdl).toContain(text);
    sdl = sdl.replace(text, `${text} ${addition}`);
  }
  const { supergraphSchema, accessDirectives } = buildGeneration(sdl);
  return createFieldAccess(supergraphSchema, accessDirectives, byDefault);
}

const textsOf = (access: FieldAccess | null, type: string, field: string) =>
  access!.rulesOf(type, field).map(({ text }) => text);

describe('the rules of a field', () => {
  const access = accessOf();

  it('are read under whatever name the supergraph has for a directive', () => {
    expect(composed).toContain('@members');
    expect(textsOf(access, 'Song', 'id')).toEqual(['authenticated']);
  });

  it('are those of its type, of the object and its own', () => {
    expect(textsOf(access, 'Book', 'title')).toEqual(['scopes [["a"]]']);
    expect(textsOf(access, 'Song', 'title')).toEqual(['scopes [["b"],["c"]]', 'authenticated']);
    expect(textsOf(access, 'Film', 'length')).toEqual(['policies [["long"]]']);
    expect(textsOf(access, 'Book', 'pages')).toEqual([]);
  });

  it('are not those of other objects, which composition repeats on the interface', () => {
    expect(composed).toMatch(/interface Media\s+@join__type\(graph: HOME\)\s+@members/);
    expect(textsOf(access, 'Film', 'title')).toEqual([]);
    expect(textsOf(access, 'Query', 'all')).toEqual([]);
  });

  it('are those of its interface, where that demands more than its objects do', () => {
    const access = accessOf({ 'interface Media': '@requiresScopes(scopes: [["m"]])' });
    expect(textsOf(access, 'Film', 'title')).toEqual(['scopes [["m"]]']);
    expect(textsOf(access, 'Book', 'title')).toEqual(['scopes [["a"]]', 'scopes [["m"]]']);
    expect(textsOf(access, 'Query', 'all')).toEqual(['scopes [["m"]]']);
  });

  it('are those of what its resolver is told, whoever sees that', () => {
    const onWeight = accessOf({ 'unit: Unit': '@policy(policies: [["u"]])' });
    expect(textsOf(onWeight, 'Box', 'price')).toEqual(['policies [["u"]]']);
    expect(textsOf(onWeight, 'Box', 'weight')).toEqual([]);
    const onContext = accessOf({ 'tare: Int': '@members' });
    expect(textsOf(onContext, 'Slot', 'label')).toEqual(['authenticated']);
    expect(textsOf(onContext, 'Slot', 'id')).toEqual([]);
  });

  it('are none for type names and introspection', () => {
    expect(textsOf(access, 'Song', '__typename')).toEqual([]);
    expect(textsOf(accessOf({}, 'deny'), 'Query', '__schema')).toEqual([]);
  });

  it('are that somebody has signed in, for bare root fields where everything is denied by default', () => {
    const denying = accessOf({}, 'deny');
    expect(textsOf(denying, 'Query', 'plain')).toEqual(['authenticated']);
    expect(textsOf(denying, 'Book', 'pages')).toEqual([]);
  });
});

describe('a supergraph', () => {
  it('of which everybody may see everything needs no rules', () => {
    const typeDefs = parse('type Query { plain: Int }');
    const open = composeStubs([{ name: 'home', url: 'http://home', typeDefs }]);
    const { supergraphSchema, accessDirectives } = buildGeneration(open);
    expect(createFieldAccess(supergraphSchema, accessDirectives, 'allow')).toBeNull();
  });

  it('that demands something the gateway does not know of is not served', () => {
    const newer = composed.replace('specs.apollo.dev/policy/v0.1', 'specs.apollo.dev/policy/v0.9');
    expect(() => buildGeneration(newer)).toThrow(/cannot be served.*policy\/v0\.9/s);
  });
});
