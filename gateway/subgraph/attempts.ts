import { setTimeout as sleep } from 'node:timers/promises';
import { untilStopped, type StopSignal } from '../../kernel/stop-signal';
import { CircuitOpenError, type CallOutcome, type CircuitBreaker } from './circuit-breaker';
import { CancelledError, DeadlineError } from './deadline';
import type { Connection, Exchange } from './exchange';
import type { RetryBudget } from './retry-budget';
import type { RawReply, SubgraphCall } from './subgraph-call';
import { InvalidResponseError } from './subgraph-response';

/** Retries of calls that failed together should not arrive together. */
const JITTER_MS = 20;

/** What attempts are made with, and whom they are told to. */
export interface AttemptOptions {
  exchange: Exchange;
  breaker: CircuitBreaker;
  budget: RetryBudget;
  /** The longest that the subgraph is ever given. */
  timeoutMs: number;
  onRetry: () => void;
}

/**
 * Sends a call, and a query once more where the first attempt found nobody. Nothing of an answer is used before it is
 * complete, so a retry never follows one that was.
 * @throws CircuitOpenError at once while the circuit is open
 */
export async function attempt(
  call: SubgraphCall,
  signal: StopSignal,
  options: AttemptOptions,
): Promise<RawReply> {
  const { budget, onRetry } = options;
  budget.noteRequest();
  try {
    return await attemptOnce(call, signal, 'kept', options);
  } catch (error) {
    if (!call.isRead || !isWorthRetrying(error, signal) || !budget.take()) throw error;
    onRetry();
    await untilStopped(sleep(Math.random() * JITTER_MS), signal);
    return attemptOnce(call, signal, 'own', options);
  }
}

async function attemptOnce(
  call: SubgraphCall,
  signal: StopSignal,
  connection: Connection,
  { exchange, breaker, timeoutMs }: AttemptOptions,
): Promise<RawReply> {
  const givenMs = call.expiresAt - performance.now();
  const settle = breaker.enter();
  try {
    const reply = await exchange.send(call, signal, connection);
    settle(reply.status >= 500 && !reply.isJson ? 'failure' : 'success');
    return reply;
  } catch (error) {
    settle(outcomeOf(signal.reason ?? error, givenMs >= timeoutMs / 2));
    throw error;
  }
}

/** A call that was given little time, or that nobody waited for, tells nothing by not answering. */
function outcomeOf(error: unknown, hadTime: boolean): CallOutcome {
  if (error instanceof CancelledError) return 'unknown';
  if (error instanceof DeadlineError) return hadTime ? 'failure' : 'unknown';
  return error instanceof InvalidResponseError ? 'success' : 'failure';
}

/** Whether it was the connection that failed, not the time that ran out nor the subgraph that answered nonsense. */
function isWorthRetrying(error: unknown, signal: StopSignal): boolean {
  return !signal.reason && !(error instanceof CircuitOpenError) && !(error instanceof InvalidResponseError);
}
