import { setTimeout as sleep } from 'node:timers/promises';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { serveFederation, type Federation } from './serve-federation';

/** What happened in the subgraphs, in order. */
const log: string[] = [];

function step(subgraph: string) {
  return async (_root: unknown, { name }: { name: string }) => {
    log.push(`${subgraph} begins ${name}`);
    await sleep(20);
    log.push(`${subgraph} ends ${name}`);
    if (name === 'bad') throw new Error('It went wrong.');
    return { id: name };
  };
}

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    one: {
      sdl: `
        type Query { self: Thing n: Int }
        type Mutation { one(name: String!): Thing }
        type Thing @key(fields: "id") { id: ID! self: Thing! }`,
      resolvers: {
        Query: { self: () => ({ id: 'self' }), n: () => 1 },
        Mutation: { one: step('one') },
        Thing: { self: ({ id }: { id: string }) => ({ id }) },
      },
    },
    two: {
      sdl: `
        type Mutation { two(name: String!): Thing }
        type Thing @key(fields: "id") { id: ID! two: String }`,
      resolvers: {
        Mutation: { two: step('two') },
        Thing: { two: ({ id }: { id: string }) => `two of ${id}` },
      },
    },
  });
});
afterAll(() => federation.stop());
beforeEach(() => void (log.length = 0));

describe('mutations', () => {
  it('run one after the other, in whichever subgraphs, with what each of them reads', async () => {
    const { data } = await federation.ask(
      'mutation { a: one(name: "a") { two } b: two(name: "b") { id two } c: one(name: "c") { id } d: one(name: "d") { id } }',
    );
    expect(data).toEqual({
      a: { two: 'two of a' },
      b: { id: 'b', two: 'two of b' },
      c: { id: 'c' },
      d: { id: 'd' },
    });
    expect(log).toEqual([
      'one begins a',
      'one ends a',
      'two begins b',
      'two ends b',
      'one begins c',
      'one ends c',
      'one begins d',
      'one ends d',
    ]);
  });

  it('go on after one that failed', async () => {
    const { data, errors } = await federation.ask(
      'mutation { a: one(name: "bad") { id } b: two(name: "b") { id } }',
    );
    expect(data).toEqual({ a: null, b: { id: 'b' } });
    expect(errors).toMatchObject([{ path: ['a'] }]);
    expect(log.at(-1)).toBe('two ends b');
  });
});

describe('introspection', () => {
  it('tells the API schema and nothing of federation', async () => {
    const { data } = await federation.ask(getIntrospectionQuery());
    const schema = buildClientSchema(data as IntrospectionQuery);
    expect(Object.keys(schema.getQueryType()!.getFields())).toEqual(['self', 'n']);
    expect(
      Object.keys(schema.getTypeMap()).filter((name) => /^(join|link|_|federation)__?/.test(name)),
    ).toEqual(Object.keys(schema.getTypeMap()).filter((name) => name.startsWith('__')));
    expect(schema.getDirectives().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['skip', 'include', 'deprecated']) as string[],
    );
    expect(federation.asked('one')).toEqual([]);
  });

  it('stands beside data in one operation', async () => {
    const { data } = await federation.ask(
      'query ($name: String!) { n __type(name: $name) { name fields { name } } self { two } schema: __schema { queryType { name } } }',
      { name: 'Thing' },
    );
    expect(data).toEqual({
      n: 1,
      __type: { name: 'Thing', fields: [{ name: 'id' }, { name: 'self' }, { name: 'two' }] },
      self: { two: 'two of self' },
      schema: { queryType: { name: 'Query' } },
    });
  });
});

describe('an operation that cannot be planned', () => {
  /** Doubles with each fragment: more selections than the planner takes. */
  const DEPTH = 26;
  const doubling = Array.from(
    { length: DEPTH },
    (_, i) => `fragment F${i + 1} on Thing { a: self { ...F${i} } b: self { ...F${i} } }`,
  );
  const tooMuch = `{ self { ...F${DEPTH} } } fragment F0 on Thing { id } ${doubling.join(' ')}`;

  it('is refused with a code, and costs the subgraphs nothing', async () => {
    const { status, data, errors } = await federation.ask(tooMuch);
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'OPERATION_NOT_PLANNABLE' } }]);
    expect(federation.asked('one')).toEqual([]);
  });

  it('is refused also where its plan is empty though it asks for something', async () => {
    jest.spyOn(federation.gateway.gateway.generation.planner, 'plan').mockReturnValue({ kind: 'QueryPlan' });
    const { data, errors } = await federation.ask('{ n again: n }');
    jest.restoreAllMocks();
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'OPERATION_NOT_PLANNABLE' } }]);
  });
});
