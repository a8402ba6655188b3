import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { buildGeneration } from '../../supergraph/generation';
import type { PlanNode, QueryPlan } from '../planner';
import { mendPlan } from './mend-plan';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@requires", "@external", "@provides", "@shareable", "@interfaceObject"])`;

/** What an operation's plan asks for, fetch by fetch, before and after it is mended. */
function plansFor(subgraphs: readonly string[], operation: string) {
  const services = subgraphs.map((sdl, index) => {
    const name = `s${index}`;
    return { name, url: `http://${name}`, typeDefs: parse(LINK + sdl) };
  });
  const { fieldNeeds, planner } = buildGeneration(composeServices(services).supergraphSdl!);
  const plan = planner.plan(parse(operation));
  return { before: fetchesOf(plan), after: fetchesOf(mendPlan(fieldNeeds, plan)) };
}

function fetchesOf({ node }: QueryPlan): string[] {
  if (node?.kind !== 'Subscription') return node ? fetchesIn(node) : [];
  return [...fetchesIn(node.primary), ...(node.rest ? fetchesIn(node.rest) : [])];
}

function fetchesIn(node: PlanNode): string[] {
  switch (node.kind) {
    case 'Fetch':
      return [
        `${node.serviceName} ${node.operation.replace(/^.*_representations\)|^.*representations\)/, '')}`,
      ];
    case 'Flatten':
      return fetchesIn(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesIn);
    default:
      throw new Error(`a ${node.kind} is not expected`);
  }
}

const ROOTS = 'type Query { e: E es: [E] } type Subscription { e: E }';
const CHAIN = [
  `${ROOTS} type E @key(fields: "id") { id: ID! a: Int @external b: Int @requires(fields: "a") }`,
  'type E @key(fields: "id") { id: ID! a: Int }',
  'type E @key(fields: "id") { id: ID! b: Int @external c: Int @requires(fields: "b") }',
];

describe('a plan with a requirement that has requirements', () => {
  it.each([
    ['{ e { c } }', '{e{__typename id}}'],
    ['{ es { c } }', '{es{__typename id}}'],
    ['subscription { e { c } }', 'subscription{e{__typename id}}'],
  ])('fetches what is required in order: %s', (operation, root) => {
    const { before, after } = plansFor(CHAIN, operation);
    expect(before).toHaveLength(3);
    expect(after).toEqual([`s0 ${root}`, 's1 {...on E{a}}}', 's0 {...on E{b}}}', 's2 {...on E{c}}}']);
  });

  it('asks who resolves a field that the subgraph before only states', () => {
    const { before, after } = plansFor(
      [
        `${ROOTS} type E @key(fields: "id") { id: ID! a: Int @external b: Int @requires(fields: "a") }`,
        'type E @key(fields: "id") { id: ID! a: Int b: Int @external c: Int @requires(fields: "b") }',
      ],
      '{ e { c } }',
    );
    expect(before[0]).toBe('s0 {e{__typename id a b}}');
    expect(after).toEqual([
      's0 {e{__typename id}}',
      's1 {...on E{a}}}',
      's0 {...on E{b}}}',
      's1 {...on E{c}}}',
    ]);
  });

  it('is left alone where the subgraph knows what is required', () => {
    const { before, after } = plansFor(
      [
        `type Query { e: E @provides(fields: "a") } type E @key(fields: "id") { id: ID! a: Int @external
          b: Int @requires(fields: "a") }`,
        'type E @key(fields: "id") { id: ID! a: Int @shareable }',
        'type E @key(fields: "id") { id: ID! b: Int @external c: Int @requires(fields: "b") }',
      ],
      '{ e { c } }',
    );
    expect(after).toEqual(before);
  });

  it('is left alone where all of it stands under the condition under which what it needs is there', () => {
    const unrelated = 'type F @key(fields: "id") { id: ID! a: Int @external b: Int @requires(fields: "a") }';
    const { before, after } = plansFor(
      [
        'interface I @key(fields: "id") { id: ID! a: Int } type E implements I @key(fields: "id") { id: ID! a: Int }',
        `type Query { all: [I] } type I @key(fields: "id") @interfaceObject { id: ID! a: Int @external
          b: Int @requires(fields: "a") } ${unrelated}`,
        'type F @key(fields: "id") { id: ID! a: Int b: Int @external c: Int @requires(fields: "b") }',
      ],
      'query ($on: Boolean!) { all { __typename ... @include(if: $on) { b } } }',
    );
    expect(before.at(-1)).toBe('s1 {...on I{b}}}');
    expect(after).toEqual(before);
  });
});
