import {
  buildSchema,
  Kind,
  OperationTypeNode,
  parse,
  visit,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { PreparedOperation } from '../planning/prepare';
import type { FetchNode, QueryPlan } from '../planning/planner';
import type { SubgraphClient } from '../subgraph/subgraph-client';
import type { SubgraphResponse } from '../subgraph/subgraph-response';
import { compileOperation } from './compile-operation';
import { execute } from './execute';

const schema = buildSchema('type Query { a: A! list: [A!] n: Int } type A { id: ID! tags: [[Int!]] }');

/** @param rename keys in the data that differ from the client's, by the client's */
function aPrepared(query: string, plan: QueryPlan, rename: Record<string, string> = {}): PreparedOperation {
  const document = parse(query);
  const sourceNames = new Map<FieldNode, string>();
  visit(document, {
    Field(node) {
      const source = rename[(node.alias ?? node.name).value];
      if (source) sourceNames.set(node, source);
    },
  });
  const [operation] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const generation = { apiSchema: schema, supergraphSchema: schema } as PreparedOperation['generation'];
  const parts = {
    key: query,
    generation,
    kind: OperationTypeNode.QUERY,
    operation: operation as OperationDefinitionNode,
    fragments: new Map(),
    plan,
    sourceNames,
  };
  return { ...parts, executor: compileOperation(parts) };
}

function run(query: string, response?: SubgraphResponse, rename?: Record<string, string>) {
  const fetch: FetchNode = {
    kind: 'Fetch',
    serviceName: 's',
    operation: query,
    operationName: undefined,
    operationKind: OperationTypeNode.QUERY,
  };
  const client = { query: () => Promise.resolve(response) } as Partial<SubgraphClient> as SubgraphClient;
  const context = { identity: null, requestId: 'r', signal: new AbortController().signal };
  const plan: QueryPlan = { kind: 'QueryPlan', ...(response && { node: fetch }) };
  return execute(aPrepared(query, plan, rename), {
    variables: {},
    context,
    clients: new Map([['s', client]]),
  });
}

describe('executing a plan', () => {
  it('does not answer null for a field that nobody was asked for', async () => {
    await expect(run('{ n }')).rejects.toMatchObject({ code: 'OPERATION_NOT_PLANNABLE' });
    expect(await run('{ n @skip(if: true) __typename }')).toEqual({ data: { __typename: 'Query' } });
  });

  it('moves a null up to where the schema allows one, with one error', async () => {
    const result = await run('{ list { id } n }', {
      data: { list: [{ id: '1' }, { id: null }], n: 1 },
      errors: [],
    });
    expect(result).toMatchObject({
      data: { list: null, n: 1 },
      errors: [{ message: 'Cannot return null for non-nullable field A.id.', path: ['list', 1, 'id'] }],
    });
  });

  it('reports the subgraph’s error once when its null has moved up', async () => {
    const errors = [{ message: 'No id.', path: ['a', 'id'], extensions: { code: 'X' } }];
    const result = await run('{ a { id } n }', { data: null, errors });
    expect(result.data).toBeNull();
    expect(result.errors?.map(({ message, path }) => ({ message, path }))).toEqual([
      { message: 'No id.', path: ['a', 'id'] },
    ]);
  });

  it('passes on errors that explain no missing value', async () => {
    const result = await run('{ n }', { data: { n: 1 }, errors: [{ message: 'Slow today.' }] });
    expect(result).toMatchObject({ data: { n: 1 }, errors: [{ message: 'Slow today.' }] });
  });

  it('follows lists of lists, and refuses values that the schema does not have', async () => {
    const data = { a: { id: 7, tags: [[1], null, [1, 'x']] }, n: true };
    const result = await run('{ a { id tags } n }', { data, errors: [] });
    expect(result.data).toEqual({ a: { id: '7', tags: [[1], null, null] }, n: null });
    expect(result.errors?.map(({ path }) => path)).toEqual([['a', 'tags', 2, 1], ['n']]);
  });

  it('gives the client its own names where the plan uses others, in paths of errors, too', async () => {
    const response = {
      data: { s_a: null, s_list: [{ s_id: '1' }] },
      errors: [{ message: 'No id.', path: ['s_a', 's_id'] }],
    };
    const names = { mine: 's_a', list: 's_list', id: 's_id' };
    const result = await run('{ list { id } mine: a { id } }', response, names);
    expect(result.data).toBeNull();
    expect(result.errors?.map(({ path }) => path)).toEqual([['mine', 'id']]);
    const { data } = await run('{ list { id } }', { data: { s_list: [{ s_id: '1' }] }, errors: [] }, names);
    expect(data).toEqual({ list: [{ id: '1' }] });
  });

  it('ends an error’s path where the client asked for nothing', async () => {
    const errors = [{ message: 'No key.', path: ['a', 'hidden', 'key'] }];
    const result = await run('{ a { id } n }', { data: null, errors });
    expect(result.errors?.map(({ path }) => path)).toEqual([['a']]);
  });

  it('refuses an object whose type cannot stand at its place', async () => {
    const data = { a: { __typename: 'Query', id: '1' }, n: 1 };
    const result = await run('{ a { id } n }', { data, errors: [] });
    expect(result).toMatchObject({ data: null, errors: [{ path: ['a'] }] });
  });
});
