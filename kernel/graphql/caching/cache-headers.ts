import type { ApolloServerPlugin, GraphQLRequestListener, GraphQLResponse } from '@apollo/server';
import {
  isObjectType,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type ResponsePath,
} from 'graphql';
import type { SubgraphContext } from '../subgraph';
import { entityTag, tenantTag, type CacheRules } from './cache-rules';
import type { Invalidate } from './caching-bus';
import { documentPolicy, type DocumentPolicy } from './document-policy';

/** What of a subgraph its answers' headers are made from. */
export interface CacheHeadersOptions {
  name: string;
  schema: GraphQLSchema;
  cacheRules?: CacheRules;
  /** Makes void what a mutation has changed, before the caller hears of it. */
  invalidate?: Invalidate;
}

/** More tags than this are no longer told apart: proxies and servers limit what headers may take. */
const MAX_TAGS = 100;

/**
 * Tells gateways how answers may be kept and under which tags (docs/caching.md): for how long and depending on which
 * claims as the schema says, with each entity that was read as a tag. A mutation tells what it has voided.
 */
export function cacheHeaders<C extends SubgraphContext>(options: CacheHeadersOptions): ApolloServerPlugin<C> {
  const policies = new WeakMap<DocumentNode, DocumentPolicy>();
  const entities = entityTypes(options.schema);
  const policyOf = (document: DocumentNode): DocumentPolicy => {
    const policy = policies.get(document) ?? documentPolicy(options.schema, document);
    policies.set(document, policy);
    return policy;
  };
  return {
    requestDidStart: ({ contextValue }) => {
      const tenantId = contextValue.viewer?.tenantId ?? null;
      const tags = new AnswerTags(entities);
      const changed = new Set<string>();
      let policy: DocumentPolicy | undefined;
      const listener: GraphQLRequestListener<C> = {
        executionDidStart: ({ document, operation }) => {
          if (operation.operation === 'mutation') {
            return Promise.resolve({
              willResolveField: ({ args, info }) => noteChange(options, { tenantId, args, info }, changed),
            });
          }
          policy = policyOf(document);
          if (!policy.isCacheable) return Promise.resolve();
          return Promise.resolve({ willResolveField: ({ source, info }) => tags.note(source, info) });
        },
        willSendResponse: async ({ operation, overallCachePolicy, response }) => {
          const { headers } = response.http;
          if (operation?.operation === 'mutation') {
            await options.invalidate?.([...changed]);
            headers.set('cache-invalidate', inHeader(changed));
          }
          const kept = policy?.isCacheable ? overallCachePolicy.policyIfCacheable() : null;
          if (!policy || !kept || hasErrors(response) || tags.count > MAX_TAGS) {
            headers.set('cache-control', 'no-store');
            return;
          }
          const scope = policy.claims?.length === 0 ? 'public' : 'private';
          headers.set('cache-control', `max-age=${kept.maxAge}, ${scope}`);
          if (policy.claims) headers.set('cache-claims', policy.claims.join(', '));
          headers.set('cache-tag', inHeader([tenantTag(options.name, tenantId), ...tags.ofAnswer]));
          if (tags.ofEntities.length > 0) {
            headers.set(
              'cache-entity-tags',
              Array.from(tags.ofEntities, (own) => inHeader(own ?? [])).join(';'),
            );
          }
        },
      };
      return Promise.resolve(listener);
    },
  };
}

interface Resolving {
  tenantId: string | null;
  args: unknown;
  info: GraphQLResolveInfo;
}

function noteChange(
  { name, cacheRules = {} }: CacheHeadersOptions,
  { tenantId, args, info }: Resolving,
  changed: Set<string>,
): void {
  if (info.path.prev) return;
  const rule = cacheRules.mutations?.[info.fieldName];
  // Nobody knows whose things somebody changes who has not signed in.
  const all = tenantId === null ? `subgraph:${name}` : tenantTag(name, tenantId);
  for (const tag of rule ? rule(args) : [all]) changed.add(tag);
}

/** The entities that an answer tells something of. */
class AnswerTags {
  readonly ofAnswer = new Set<string>();
  /** By the place among `_entities`. */
  readonly ofEntities: Set<string>[] = [];

  constructor(private readonly entities: ReadonlySet<GraphQLObjectType>) {}

  get count(): number {
    return this.ofEntities.reduce((sum, { size }) => sum + size, this.ofAnswer.size);
  }

  note(source: unknown, { parentType, path }: GraphQLResolveInfo): void {
    const id = this.entities.has(parentType) && (source as { id?: unknown } | null)?.id;
    if (typeof id !== 'string') return;
    const tag = entityTag(parentType.name, id);
    const place = placeAmongEntities(path);
    if (!place) this.ofAnswer.add(tag);
    // What the entity itself is, the gateway has asked with.
    else if (place.depth > 1) (this.ofEntities[place.index] ??= new Set()).add(tag);
  }
}

/** The entity that a path leads through, and how deep in it; null where it is of a root field of its own. */
function placeAmongEntities(path: ResponsePath): { index: number; depth: number } | null {
  let at: ResponsePath = path;
  let below: ResponsePath | undefined;
  let depth = -1;
  while (at.prev) {
    below = at;
    at = at.prev;
    depth += 1;
  }
  return at.key === '_entities' && typeof below?.key === 'number' ? { index: below.key, depth } : null;
}

function entityTypes(schema: GraphQLSchema): ReadonlySet<GraphQLObjectType> {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return new Set(
    types.filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === 'key')),
  );
}

function hasErrors({ body }: GraphQLResponse): boolean {
  return body.kind !== 'single' || body.singleResult.errors !== undefined;
}

function inHeader(tags: Iterable<string>): string {
  return Array.from(tags, encodeURIComponent).join(',');
}
