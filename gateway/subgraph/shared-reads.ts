import { StopSignal } from '../../kernel/stop-signal';
import type { SubgraphCall } from './subgraph-call';

/** A call is joined only while it has this much of the time that the newcomer has: nobody joins a stuck one. */
const TIME_LEFT = 0.8;

/** Reads under way at one subgraph, by what is asked in whose name. */
export interface SharedReads<T> {
  /**
   * Joins a call of the same caller and body that is under way, or begins one.
   * @param caller equal only for those who may see each other's answers
   * @param signal stops when this one request does not wait any longer; the call ends with the last of them
   */
  ask(
    caller: string,
    call: SubgraphCall,
    signal: StopSignal,
    begin: (signal: StopSignal) => Promise<T>,
  ): Promise<T>;
  /** Lets nobody join what is under way: something has been written since it began. */
  forget(): void;
}

/** @param onJoin called for each request that needs no call of its own */
export function createSharedReads<T>(onJoin: () => void): SharedReads<T> {
  const callers = new Map<string, Map<string, SharedRead<T>>>();

  const start = (
    caller: string,
    { body, expiresAt }: SubgraphCall,
    begin: (signal: StopSignal) => Promise<T>,
  ) => {
    const reads = callers.get(caller) ?? new Map<string, SharedRead<T>>();
    callers.set(caller, reads);
    const read = new SharedRead<T>(expiresAt, begin, () => {
      if (reads.get(body) === read) reads.delete(body);
      if (reads.size === 0 && callers.get(caller) === reads) callers.delete(caller);
    });
    reads.set(body, read);
    return read;
  };

  return {
    ask: (caller, call, signal, begin) => {
      const known = callers.get(caller)?.get(call.body);
      if (!known?.isJoinableFor(call)) return start(caller, call, begin).join(signal);
      onJoin();
      return known.join(signal);
    },
    forget: () => callers.clear(),
  };
}

interface Waiter<T> {
  resolve: (answer: T) => void;
  reject: (error: Error) => void;
  signal: StopSignal;
  leave: () => void;
}

/** One call that several requests wait for. */
class SharedRead<T> {
  private waiters: Waiter<T>[] = [];
  private readonly call = new StopSignal();
  private readonly begun = performance.now();

  /** @param onOver called once when there is nothing to wait for any more */
  constructor(
    private readonly expiresAt: number,
    begin: (signal: StopSignal) => Promise<T>,
    private readonly onOver: () => void,
  ) {
    begin(this.call).then(
      (answer) => this.end((waiter) => waiter.resolve(answer)),
      (error: Error) => this.end((waiter) => waiter.reject(error)),
    );
  }

  isJoinableFor({ expiresAt, notBefore = 0 }: SubgraphCall): boolean {
    if (this.begun < notBefore) return false;
    const now = performance.now();
    return this.expiresAt - now >= (expiresAt - now) * TIME_LEFT;
  }

  join(signal: StopSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject, signal, leave: () => this.leave(waiter) };
      this.waiters.push(waiter);
      signal.addEventListener('abort', waiter.leave);
      if (signal.aborted) this.leave(waiter);
    });
  }

  /** The last to leave ends the call, which nobody may join from then on. */
  private leave(waiter: Waiter<T>): void {
    const reason = waiter.signal.reason!;
    this.waiters = this.waiters.filter((other) => other !== waiter);
    waiter.reject(reason);
    if (this.waiters.length > 0) return;
    this.onOver();
    this.call.abort(reason);
  }

  private end(tell: (waiter: Waiter<T>) => void): void {
    this.onOver();
    for (const waiter of this.waiters) {
      waiter.signal.removeEventListener('abort', waiter.leave);
      tell(waiter);
    }
  }
}
