import { compileCachedFetch } from '../cache/compile-cached-fetch';
import type { FetchNode, PlanNode, SubscriptionNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { compileContextArguments, type ContextArguments } from './context-arguments';
import { EntityStore } from './entity-store';
import { Failure, type Path } from './failure';
import { compileStoreFetch, takeAll } from './fetch-entities';
import { markMissing } from './mark-missing';
import type { PlanCompiler, PlanStep } from './plan-step';
import { loseBroken } from './salvage';
import { compileRequest, type RequestWriter } from './subgraph-request';
import { compileSurroundings, type Surrounded } from './surroundings';

/** Entities around which the same was found, and which can so be asked for together. */
interface Group {
  values: ContextArguments;
  targets: Data[];
}

/**
 * Compiles a fetch of entities whose fields take arguments from the objects around them (`@fromContext`). An argument is
 * a variable of the whole request, so there is one request for each set of values, all at once.
 * @param place `from` is the plan's path to the entities, `path` what clients are told of it
 */
export function compileContextFetch(
  compiler: PlanCompiler,
  node: FetchNode,
  { from, path }: { from: Path; path: Path },
): PlanStep {
  if (!node.requires) throw new Error('the plan takes context for something that is no entity');
  const find = compileSurroundings(compiler.schema, from);
  const argumentsOf = compileContextArguments(compiler.schema, node.contextRewrites ?? []);
  const write = compileRequest(node);
  const cachedFetch = compileCachedFetch(compiler, node);
  const fetchThrough = compileStoreFetch({ compiler, node, path }, loseBroken(compiler.schema, node));

  const group = (places: readonly Surrounded[]): Iterable<Group> => {
    const groups = new Map<string, Group>();
    for (const place of places) {
      const values = argumentsOf(place);
      if (values instanceof Failure) markMissing(compiler.schema, node, place.object, values);
      else addTo(groups, values, place.object);
    }
    return groups.values();
  };

  return async (run, targets) => {
    const fetches = [...group(find(targets))].map(({ values, targets: same }) => {
      const writeGroup: RequestWriter = (variables, texts) => write({ ...variables, ...values }, texts);
      const open = () => new EntityStore(run, { node, write: writeGroup, cachedFetch }, false);
      return fetchThrough(run, same, { open, take: takeAll });
    });
    await Promise.all(fetches);
  };
}

function addTo(groups: Map<string, Group>, values: ContextArguments, target: Data): void {
  const key = JSON.stringify(values);
  const known = groups.get(key);
  if (known) known.targets.push(target);
  else groups.set(key, { values, targets: [target] });
}

/** Whether any fetch of a plan takes something from around its entities. */
export function usesContext(node: PlanNode | SubscriptionNode | undefined): boolean {
  switch (node?.kind) {
    case 'Fetch':
      return (node.contextRewrites?.length ?? 0) > 0;
    case 'Flatten':
      return usesContext(node.node);
    case 'Condition':
      return usesContext(node.ifClause) || usesContext(node.elseClause);
    case 'Subscription':
      return usesContext(node.rest);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some(usesContext);
    default:
      return false;
  }
}
