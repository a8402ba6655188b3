import type { ResolverMap } from './subgraph';

/**
 * One resolver map from those of a subgraph's features.
 * @throws Error where two features resolve the same field
 */
export function mergeResolvers(...features: readonly ResolverMap[]): ResolverMap {
  const merged: ResolverMap = {};
  for (const feature of features) {
    for (const [type, fields] of Object.entries(feature)) {
      const target = (merged[type] ??= {}) as Record<string, unknown>;
      for (const [field, resolver] of Object.entries(fields as Record<string, unknown>)) {
        if (field in target) throw new Error(`${type}.${field} is resolved twice`);
        target[field] = resolver;
      }
    }
  }
  return merged;
}
