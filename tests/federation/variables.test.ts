import { serveFederation, type Federation } from './serve-federation';

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    a: {
      sdl: `type Query { thing: Thing }
        type Thing @key(fields: "id") @context(name: "thing") { id: ID! n: Int part: Part }
        type Part @key(fields: "id") { id: ID! p(n: Int @fromContext(field: "$thing { n }"), m: Int): String }`,
      resolvers: {
        Query: { thing: () => ({ id: 't', n: 5, part: { id: 'p' } }) },
        Part: { p: (_r: unknown, args: object) => JSON.stringify(args) },
      },
    },
    b: {
      sdl: `type Thing @key(fields: "id") { id: ID! plus(x: Int, y: [Int!]): String }`,
      resolvers: { Thing: { plus: (_r: unknown, args: object) => JSON.stringify(args) } },
    },
  });
});
afterAll(() => federation.stop());

describe('variables of the client', () => {
  it('may have any name', async () => {
    const answer = await federation.ask(
      'query ($representations: Int, $client_representations: [Int!], $no: Boolean!) { thing { plus(x: $representations, y: $client_representations) id @include(if: $no) } }',
      { representations: 3, client_representations: [1], no: false },
    );
    expect(answer).toEqual({ status: 200, data: { thing: { plus: '{"x":3,"y":[1]}' } } });
  });

  it('may have the name of a context argument', async () => {
    const answer = await federation.ask(
      'query ($contextualArgument_1_0: Int) { thing { part { p(m: $contextualArgument_1_0) } } }',
      { contextualArgument_1_0: 3 },
    );
    expect(answer).toEqual({ status: 200, data: { thing: { part: { p: '{"n":5,"m":3}' } } } });
  });
});
