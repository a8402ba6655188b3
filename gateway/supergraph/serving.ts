import { createFieldAccess } from '../authorization/field-access';
import { createGuard, type AuthorizationOptions, type Guard } from '../authorization/guard';
import type { SubgraphClients } from '../execution/execution';
import {
  builtPlanProgram,
  startPlanThread,
  type PlanProgram,
  type PlanThread,
} from '../planning/plan-thread';
import { prepareOperation, type OperationSource, type PreparedOperation } from '../planning/prepare';
import { createPreparedOperations, type PreparedOperations } from '../planning/prepared-operations';
import type { RequestContext } from '../request-context';
import { buildGenerationAside, type Generation } from './generation';

/** A generation that is served, with everything that lives as long as it does. */
export interface Serving {
  readonly generation: Generation;
  readonly operations: PreparedOperations;
  readonly clients: SubgraphClients;
  /**
   * The operation as it is to be run for one request: without what the caller may not see, and with the progressive
   * overrides in force, which are drawn for it.
   */
  prepare(source: OperationSource, context: RequestContext): PreparedOperation | Promise<PreparedOperation>;
  /** Begins an operation, which may go on after a newer generation took over. @returns what ends it; twice is once */
  enter(): () => void;
  /** Closes, and says so, when the last operation has ended and late comers have had their time. */
  retire(onClose: () => void): void;
  /** Cuts whatever still runs. */
  close(): Promise<void>;
}

export interface ServingOptions {
  openClients: (generation: Generation) => SubgraphClients;
  maxPreparedBytes: number;
  planningLimitMs: number;
  /** What plans in a thread of its own; null plans on the event loop. Absent, what the build left beside the program. */
  planProgram?: PlanProgram | null;
  authorization?: AuthorizationOptions;
  /** How long a retired generation stays for requests that were validated against it. */
  lingerMs?: number;
}

const LINGER_MS = 5_000;

/**
 * Builds all that is needed to serve a supergraph.
 * @throws ConfigError where the SDL is not a supergraph that can be served
 */
export async function openServing(sdl: string, options: ServingOptions): Promise<Serving> {
  const { planProgram: program = builtPlanProgram(), planningLimitMs: timeLimitMs } = options;
  const thread = program && startPlanThread({ sdl, timeLimitMs, program });
  try {
    // The worker builds its own supergraph meanwhile. If both refuse, this refusal is the one that says why.
    const generation = await buildGenerationAside(sdl);
    await thread?.ready;
    return serve(generation, thread, options);
  } catch (error) {
    await thread?.close();
    throw error;
  }
}

function serve(generation: Generation, thread: PlanThread | null, options: ServingOptions): Serving {
  const planner = thread ?? generation.planner;
  const guard = guardOf(generation, options.authorization);
  const operations = createPreparedOperations({
    prepare: (source) => prepareOperation(generation, source, planner, guard?.refusals(source.unsatisfied)),
    maxBytes: options.maxPreparedBytes,
  });
  const prepare: Serving['prepare'] = (asked, context) => {
    const overrides = generation.overrides.draw();
    const source = overrides.length > 0 ? { ...asked, overrides } : asked;
    if (!guard) return operations.get(source);
    const unsatisfied = guard.unsatisfied(source, context);
    const allowed = (texts: readonly string[]) =>
      operations.get(texts.length > 0 ? { ...source, unsatisfied: texts } : source);
    return unsatisfied instanceof Promise ? unsatisfied.then(allowed) : allowed(unsatisfied);
  };
  const clients = options.openClients(generation);
  const close = async () => {
    await Promise.all([thread?.close(), ...[...clients.values()].map((client) => client.close())]);
  };
  return { generation, operations, prepare, clients, ...createLeases(close, options.lingerMs ?? LINGER_MS) };
}

/** @returns null where everybody may see everything */
function guardOf(generation: Generation, options: AuthorizationOptions = {}): Guard | null {
  const { supergraphSchema, apiSchema, accessDirectives } = generation;
  const access = createFieldAccess(supergraphSchema, accessDirectives, options.byDefault ?? 'allow');
  return access && createGuard(access, apiSchema, options);
}

/** Counts the operations that run, so that nothing they need is closed before they end. */
export function createLeases(
  close: () => Promise<void>,
  lingerMs: number,
): Pick<Serving, 'enter' | 'retire' | 'close'> {
  let running = 0;
  let retired: (() => void) | null = null;
  let closed: Promise<void> | undefined;
  const closeOnce = () => (closed ??= close());
  const closeIfIdle = () => {
    if (!retired || running > 0) return;
    retired();
    void closeOnce();
  };

  return {
    enter() {
      let hasEnded = false;
      running += 1;
      return () => {
        if (hasEnded) return;
        hasEnded = true;
        running -= 1;
        closeIfIdle();
      };
    },
    retire(onClose) {
      setTimeout(() => {
        retired = onClose;
        closeIfIdle();
      }, lingerMs).unref();
    },
    close: closeOnce,
  };
}
