import { createHash } from 'node:crypto';
import type { PlanCompiler } from '../execution/plan-step';
import { requestKey } from '../execution/subgraph-request';
import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { entityTags, rootTags, subgraphTag } from './answer-tags';
import type { CachedFetch } from './entity-cache';

/** Makes a fetch something to look up, for the variables of a run, as JSON without the braces. */
export type CachedFetchOf = (variables: string, propagated: readonly string[]) => CachedFetch;

/** Prepares what of a fetch's place in the cache is the same every time; at its first use, as most graphs have no cache. */
export function compileCachedFetch(
  { generationId, cacheTags }: Pick<PlanCompiler, 'generationId' | 'cacheTags'>,
  node: FetchNode,
): CachedFetchOf {
  const { serviceName, requires } = node;
  const ofAll = [subgraphTag(serviceName)];
  let id: string | undefined;
  return (variables, propagated) => ({
    id: (id ??= createHash('sha256')
      .update(`${generationId}\n${requestKey(node)}`)
      .digest('base64url')),
    variables,
    propagated,
    tagsOf: (text) => [
      ...ofAll,
      ...(requires
        ? entityTags(cacheTags, serviceName, text)
        : rootTags(cacheTags, node, JSON.parse(`{${variables}}`) as Data)),
    ],
  });
}
