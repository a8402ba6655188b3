import { readdirSync, readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import type { PlanNode, SubscriptionNode } from '../gateway/planning/planner';
import { buildGeneration } from '../gateway/supergraph/generation';
import { fromRoot } from '../kernel/project-root';
import { savedOperation } from './support/client';

/** What a plan costs: its fetches by subgraph, and how many of them wait for each other. */
interface PlanCost {
  fetches: string[];
  depth: number;
}

function costOf(node: PlanNode | SubscriptionNode | undefined): PlanCost {
  switch (node?.kind) {
    case 'Fetch':
      return { fetches: [node.serviceName], depth: 1 };
    case 'Flatten':
      return costOf(node.node);
    case 'Sequence':
      return total(node.nodes.map(costOf), (depths) => depths.reduce((sum, depth) => sum + depth, 0));
    case 'Parallel':
      return total(node.nodes.map(costOf), (depths) => Math.max(...depths));
    case 'Subscription':
      return total([costOf(node.primary), costOf(node.rest)], ([first = 0, rest = 0]) => first + rest);
    case undefined:
      return { fetches: [], depth: 0 };
    default:
      throw new Error(`A saved operation should not need a ${node?.kind} node`);
  }
}

function total(costs: readonly PlanCost[], depthOf: (depths: number[]) => number): PlanCost {
  return {
    fetches: costs.flatMap(({ fetches }) => fetches).sort(),
    depth: depthOf(costs.map(({ depth }) => depth)),
  };
}

/** A change of the schema that makes a screen dearer must be meant: then these figures change with it. */
const EXPECTED: Record<string, PlanCost> = {
  ClassPage: { fetches: ['attendance', 'attendance', 'courses', 'resources', 'users'], depth: 3 },
  WardsDay: { fetches: ['attendance', 'attendance', 'courses', 'finance', 'resources', 'users'], depth: 3 },
  RegisterFeed: { fetches: ['attendance', 'courses', 'users'], depth: 2 },
  AttendanceTotals: { fetches: ['attendance'], depth: 1 },
};

describe('the saved operations', () => {
  const generation = buildGeneration(readFileSync(fromRoot('schema', 'supergraph.graphql'), 'utf8'));

  it('all have a known cost', () => {
    const names = readdirSync(fromRoot('schema', 'operations')).map((file) => file.replace('.graphql', ''));
    expect(names.sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(Object.entries(EXPECTED))('%s is valid and costs what it did', (name, expected) => {
    const document = parse(savedOperation(name));
    expect(validate(generation.apiSchema, document)).toEqual([]);
    expect(costOf(generation.planner.plan(document).node)).toEqual(expected);
  });
});
