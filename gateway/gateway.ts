import './apollo-telemetry';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { CacheStatistics } from '../kernel/cache/cache';
import { createLogger, type Logger } from '../kernel/telemetry/logger';
import { createEntityCache, type EntityCache } from './cache/entity-cache';
import { resultOf, type Answer } from './execution/answer';
import { answer } from './execution/execute';
import type { SchoolgraphGatewayOptions } from './gateway-options';
import { contextOf, executeOnce } from './http/apollo-context';
import type { OperationSource } from './planning/prepare';
import { PREPARED_OPERATIONS_BYTES, type PreparedOperations } from './planning/prepared-operations';
import { subscriptionOverHttp } from './planning/subscription-rules';
import { formatGatewayError, PublicError } from './public-error';
import type { RequestContext } from './request-context';
import type { SubgraphHealth } from './subgraph/subgraph-client';
import { LiveEngine } from './subscriptions/live-engine';
import type { Data } from './subgraph/subgraph-response';
import type { Generation } from './supergraph/generation';
import { Generations, type Lease } from './supergraph/generations';
import { createClientOpener, headersFor } from './supergraph/open-clients';
import { openServing } from './supergraph/serving';
import { followSupergraph, type SupergraphUpdates } from './supergraph/supergraph-updates';

type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];
type GatewayLoadResult = Awaited<ReturnType<GatewayInterface['load']>>;
type ApolloExecutor = NonNullable<GatewayLoadResult['executor']>;
type SchemaListener = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

/** One operation as a client asks for it. */
export interface OperationRequest extends OperationSource {
  /** The API schema that the document was validated against; absent, the current one. */
  schema?: GraphQLSchema;
  variables?: Data | null;
}

const PLANNING_LIMIT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;

/**
 * Executes operations over a supergraph. A drop-in for `ApolloGateway`:
 * `new ApolloServer({ gateway: new SchoolgraphGateway({ supergraphSdl }) })`.
 */
export class SchoolgraphGateway implements GatewayInterface {
  private readonly listeners = new Set<SchemaListener>();
  private readonly logger: Logger;
  private readonly generations: Generations;
  private readonly cache: EntityCache | null;
  /** Subscriptions. */
  readonly live: LiveEngine;
  private updates: SupergraphUpdates | null = null;

  constructor(private readonly options: SchoolgraphGatewayOptions) {
    this.logger = options.logger ?? createLogger('gateway', 'warn');
    this.cache = options.cache ? createEntityCache(options.cache) : null;
    const openClients = createClientOpener(options, this.logger, this.cache);
    const { planningLimitMs = PLANNING_LIMIT_MS, planProgram, authorization } = options;
    const { preparedOperationsBytes: maxPreparedBytes = PREPARED_OPERATIONS_BYTES } = options;
    this.generations = new Generations((sdl) =>
      openServing(sdl, { openClients, maxPreparedBytes, planningLimitMs, planProgram, authorization }),
    );
    this.live = new LiveEngine({
      generations: this.generations,
      headersFor: (subgraph) => headersFor(subgraph, options).map((name) => name.toLowerCase()),
      logger: this.logger,
    });
  }

  /** Builds the supergraph, once there is one. Subgraphs are not asked for anything, so they may be down. */
  async load(): Promise<GatewayLoadResult> {
    const { supergraph: source, supergraphSdl } = this.options;
    const from = supergraphSdl ?? (await source.sdl);
    await this.serve(from);
    if (source) this.updates = followSupergraph({ source, from }, (sdl) => this.serve(sdl), this.logger);
    // The interface's own result type leaves `errors` mutable; nothing changes them.
    return { executor: (context) => this.executeForApollo(context) as never };
  }

  onSchemaLoadOrUpdate(listener: SchemaListener): () => void {
    this.listeners.add(listener);
    if (this.isReady) notify(listener, this.generation);
    return () => this.listeners.delete(listener);
  }

  /** Cuts all calls to subgraphs. Let open operations end before. */
  async stop(): Promise<void> {
    await this.options.supergraph?.close?.();
    await this.updates?.stop();
    this.live.close();
    await this.generations.close();
  }

  /** Whether a supergraph is loaded. */
  get isReady(): boolean {
    return this.generations.isLoaded;
  }

  /** Whether the newest supergraph could not be served, so that an older one is. */
  get isOutdated(): boolean {
    return this.updates?.hasProblem ?? false;
  }

  /** What is being served. */
  get generation(): Generation {
    return this.generations.current.generation;
  }

  /** Whether an operation that was once valid is known to be so on what is being served. */
  isKnown(source: OperationSource): boolean {
    return this.generations.current.operations.has(source);
  }

  /** How often an operation's plan was at hand. */
  get planStatistics(): PreparedOperations['statistics'] {
    return this.generations.current.operations.statistics;
  }

  /** How often what was asked of subgraphs was at hand; null where nothing is kept. */
  get cacheStatistics(): Readonly<CacheStatistics> | null {
    return this.options.cache?.statistics ?? null;
  }

  /** How each subgraph is doing, as far as the gateway can tell from its own calls. */
  get subgraphHealth(): SubgraphHealth[] {
    return [...this.generations.current.clients.values()].map((client) => client.health());
  }

  /**
   * Answers a query or a mutation that is valid against the API schema. Never rejects: a defect of ours is an INTERNAL
   * error in the result.
   */
  async execute(request: OperationRequest, context: RequestContext): Promise<ExecutionResult> {
    return resultOf(await this.answer(request, context, request.variables));
  }

  /** As {@link execute}, with the data as the JSON that goes over the wire. */
  async answer(
    request: Omit<OperationRequest, 'variables'>,
    context: RequestContext,
    variables: OperationRequest['variables'],
  ): Promise<Answer> {
    let lease: Lease | undefined;
    try {
      const entered = this.generations.enter(request);
      if ('errors' in entered) return entered;
      lease = entered;
      const { clients } = lease.serving;
      const prepared = await lease.serving.prepare(request, context);
      if (prepared.kind === 'subscription') return { errors: [subscriptionOverHttp()] };
      const deadline = performance.now() + (this.options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS);
      const begun = begin(context, deadline, prepared.kind === 'query');
      return await answer(prepared, {
        variables: variables ?? {},
        context: begun,
        clients,
        cache: this.cache,
      });
    } catch (error) {
      return { errors: [this.shown(error, context)] };
    } finally {
      lease?.end();
    }
  }

  private async serve(sdl: string): Promise<void> {
    const serving = await this.generations.replace(sdl);
    for (const listener of this.listeners) notify(listener, serving.generation);
    await this.live.replan(serving);
  }

  private shown(error: unknown, { requestId }: RequestContext): PublicError {
    const { message, ...rest } = formatGatewayError(error, this.logger, requestId);
    return new PublicError(message, rest.extensions ? { extensions: rest.extensions, path: rest.path } : {});
  }

  private executeForApollo(apollo: Parameters<ApolloExecutor>[0]): Promise<ExecutionResult> {
    const { document, queryHash, request, schema } = apollo;
    const { operationName, variables } = request;
    const source = { document, schema, hash: queryHash, ...(operationName && { operationName }) };
    const run = () => this.execute({ ...source, variables }, contextOf(apollo.context));
    return executeOnce(apollo.context, source, run);
  }
}

/** Field by field: this is done for every operation, and a spread costs many times more. */
function begin(context: RequestContext, deadline: number, sharesReads: boolean): RequestContext {
  const { identity, requestId, traceparent, signal, headers, clientAddress, replyHeaders } = context;
  const { deadline: earlier = deadline } = context;
  return {
    identity,
    requestId,
    traceparent,
    signal,
    headers,
    clientAddress,
    replyHeaders,
    deadline: earlier,
    sharesReads,
  };
}

function notify(listener: SchemaListener, { apiSchema, sdl }: Generation): void {
  listener({ apiSchema, coreSupergraphSdl: sdl });
}
