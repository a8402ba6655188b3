import './apollo-telemetry';
import { randomUUID } from 'node:crypto';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { systemClock, type Clock } from '../kernel/clock';
import { createLogger, type Logger } from '../kernel/telemetry/logger';
import { execute } from './execution/execute';
import type { SubgraphClients } from './execution/execution';
import {
  createPreparer,
  type OperationSource,
  type PreparedOperation,
  type Preparer,
} from './planning/prepare';
import { formatGatewayError, PublicError } from './public-error';
import type { RequestContext } from './request-context';
import { createSubgraphClient, type SubgraphHealth } from './subgraph/subgraph-client';
import { subscribe } from './subscriptions/subscribe';
import type { Data } from './subgraph/subgraph-response';
import { buildGeneration, type Generation } from './supergraph/generation';

type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];
type GatewayLoadResult = Awaited<ReturnType<GatewayInterface['load']>>;
type ApolloExecutor = NonNullable<GatewayLoadResult['executor']>;
type SchemaListener = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

/** What a gateway is made of. Only the supergraph is needed. */
export interface SchoolgraphGatewayOptions {
  supergraphSdl: string;
  /** Addresses that replace the supergraph's own, by subgraph name in lower case. */
  subgraphUrls?: Readonly<Record<string, string>>;
  subgraphTimeoutMs?: number;
  /** The time that one query or mutation has for all its calls to subgraphs. */
  requestTimeoutMs?: number;
  /** Headers of clients that are passed on to subgraphs. */
  propagateHeaders?: readonly string[];
  /** Whether identical reads in the same name share one call while it is under way. */
  shareReads?: boolean;
  /** Signs the identity sent to subgraphs; absent, calls are unsigned. */
  gatewaySecret?: string;
  logger?: Logger;
  clock?: Clock;
}

/** One operation as a client asks for it. */
export interface OperationRequest extends OperationSource {
  variables?: Data | null;
}

const SUBGRAPH_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;

/** A generation that is served, with what lives as long as it does. */
interface Serving {
  generation: Generation;
  preparer: Preparer;
  clients: SubgraphClients;
}

/**
 * Executes operations over a supergraph. A drop-in for `ApolloGateway`:
 * `new ApolloServer({ gateway: new SchoolgraphGateway({ supergraphSdl }) })`.
 */
export class SchoolgraphGateway implements GatewayInterface {
  private readonly listeners = new Set<SchemaListener>();
  private readonly logger: Logger;
  private serving: Serving | null = null;

  constructor(private readonly options: SchoolgraphGatewayOptions) {
    this.logger = options.logger ?? createLogger('gateway', 'warn');
  }

  /** Builds the supergraph. Subgraphs are not asked for anything, so they may be down. */
  load(): Promise<GatewayLoadResult> {
    const generation = buildGeneration(this.options.supergraphSdl);
    this.serving = {
      generation,
      preparer: createPreparer(generation),
      clients: this.openClients(generation),
    };
    for (const listener of this.listeners) notify(listener, generation);
    // The interface's own result type leaves `errors` mutable; nothing changes them.
    return Promise.resolve({ executor: (context) => this.executeForApollo(context) as never });
  }

  onSchemaLoadOrUpdate(listener: SchemaListener): () => void {
    this.listeners.add(listener);
    if (this.serving) notify(listener, this.serving.generation);
    return () => this.listeners.delete(listener);
  }

  /** Cuts all calls to subgraphs. Let open operations end before. */
  async stop(): Promise<void> {
    const clients = [...(this.serving?.clients.values() ?? [])];
    this.serving = null;
    await Promise.all(clients.map((client) => client.close()));
  }

  /** Whether a supergraph is loaded. */
  get isReady(): boolean {
    return this.serving !== null;
  }

  /** What is being served. */
  get generation(): Generation {
    return this.current.generation;
  }

  /** How often an operation's plan was at hand. */
  get planStatistics(): Preparer['statistics'] {
    return this.current.preparer.statistics;
  }

  /** How each subgraph is doing, as far as the gateway can tell from its own calls. */
  get subgraphHealth(): SubgraphHealth[] {
    return [...this.current.clients.values()].map((client) => client.health());
  }

  /**
   * Answers a query or a mutation that is valid against the API schema. Never rejects: a defect of ours is an INTERNAL
   * error in the result.
   */
  async execute(request: OperationRequest, context: RequestContext): Promise<ExecutionResult> {
    try {
      const { prepared, clients } = this.prepare(request);
      if (prepared.kind === 'subscription') return { errors: [subscriptionOverHttp()] };
      const deadline = performance.now() + (this.options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS);
      const begun = { deadline, ...context, sharesReads: prepared.kind === 'query' };
      return await execute(prepared, { variables: request.variables ?? {}, context: begun, clients });
    } catch (error) {
      return { errors: [this.shown(error, context)] };
    }
  }

  /** Follows a subscription that is valid against the API schema; `return()` of the result ends it upstream. */
  subscribe(
    request: OperationRequest,
    context: RequestContext,
  ): AsyncIterableIterator<ExecutionResult> | ExecutionResult {
    try {
      const { prepared, clients } = this.prepare(request);
      return subscribe(prepared, { variables: request.variables ?? {}, context, clients }, (error) =>
        this.shown(error, context),
      );
    } catch (error) {
      return { errors: [this.shown(error, context)] };
    }
  }

  private get current(): Serving {
    if (!this.serving) throw new Error('the gateway is not loaded');
    return this.serving;
  }

  private prepare(source: OperationSource): { prepared: PreparedOperation; clients: SubgraphClients } {
    const { preparer, clients } = this.current;
    return { prepared: preparer.prepare(source), clients };
  }

  private shown(error: unknown, { requestId }: RequestContext): PublicError {
    const { message, ...rest } = formatGatewayError(error, this.logger, requestId);
    return new PublicError(message, rest.extensions ? { extensions: rest.extensions, path: rest.path } : {});
  }

  private executeForApollo(apollo: Parameters<ApolloExecutor>[0]): Promise<ExecutionResult> {
    const { document, queryHash, request } = apollo;
    const { operationName, variables } = request;
    const source = { document, hash: queryHash, ...(operationName && { operationName }), variables };
    return this.execute(source, contextOf(apollo.context));
  }

  private openClients(generation: Generation): SubgraphClients {
    const {
      subgraphUrls = {},
      subgraphTimeoutMs = SUBGRAPH_TIMEOUT_MS,
      gatewaySecret,
      clock = systemClock,
    } = this.options;
    const open = ({ name, url }: { name: string; url: string }) =>
      createSubgraphClient({
        name,
        url: new URL(subgraphUrls[name.toLowerCase()] ?? url),
        secret: gatewaySecret,
        timeoutMs: subgraphTimeoutMs,
        propagateHeaders: this.options.propagateHeaders,
        shareReads: this.options.shareReads,
        clock,
        logger: this.logger,
      });
    return new Map(generation.subgraphs.map((subgraph) => [subgraph.name, open(subgraph)]));
  }
}

function notify(listener: SchemaListener, { apiSchema, sdl }: Generation): void {
  listener({ apiSchema, coreSupergraphSdl: sdl });
}

/** A server of one's own may give any context; what it does not say is anonymous and has a new id. */
function contextOf(context: Partial<RequestContext>): RequestContext {
  const {
    identity = null,
    requestId = randomUUID(),
    signal = new AbortController().signal,
    traceparent,
    headers,
  } = context;
  return { identity, requestId, signal, ...(traceparent && { traceparent }), ...(headers && { headers }) };
}

function subscriptionOverHttp(): GraphQLError {
  return new GraphQLError('Subscriptions are served over WebSocket (graphql-transport-ws) at this address.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
