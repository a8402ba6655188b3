import { StopSignal, untilStopped } from '../../kernel/stop-signal';
import type { SubgraphCall } from './subgraph-call';

/** A call is joined only while it has this much of the time that the newcomer has: nobody joins a stuck one. */
const TIME_LEFT = 0.8;

/** One call that several requests wait for. */
interface SharedRead<T> {
  expiresAt: number;
  waiting: number;
  isOver: boolean;
  answer: Promise<T>;
  /** Stops the call. */
  signal: StopSignal;
}

/** Reads under way at one subgraph, by what is asked in whose name. */
export interface SharedReads<T> {
  /**
   * Joins a call of the same key that is under way, or begins one.
   * @param signal stops when this one request does not wait any longer; the call ends with the last of them
   */
  ask(
    key: string,
    call: SubgraphCall,
    signal: StopSignal,
    begin: (signal: StopSignal) => Promise<T>,
  ): Promise<T>;
  /** Lets nobody join what is under way: something has been written since it began. */
  forget(): void;
}

/** @param onJoin called for each request that needs no call of its own */
export function createSharedReads<T>(onJoin: () => void): SharedReads<T> {
  const reads = new Map<string, SharedRead<T>>();

  const start = (key: string, { expiresAt }: SubgraphCall, begin: (signal: StopSignal) => Promise<T>) => {
    const signal = new StopSignal();
    const answer = begin(signal);
    const read: SharedRead<T> = { expiresAt, waiting: 0, isOver: false, signal, answer };
    const drop = () => {
      read.isOver = true;
      if (reads.get(key) === read) reads.delete(key);
    };
    read.answer.then(drop, drop);
    signal.addEventListener('abort', drop);
    reads.set(key, read);
    return read;
  };

  return {
    ask: async (key, call, signal, begin) => {
      const known = reads.get(key);
      const isJoined = known !== undefined && isJoinable(known, call);
      if (isJoined) onJoin();
      const read = isJoined ? known : start(key, call, begin);
      read.waiting += 1;
      try {
        return await untilStopped(read.answer, signal);
      } finally {
        read.waiting -= 1;
        if (read.waiting === 0 && !read.isOver)
          read.signal.abort(signal.reason ?? new Error('nobody waits for it'));
      }
    },
    forget: () => reads.clear(),
  };
}

function isJoinable<T>(read: SharedRead<T>, { expiresAt }: SubgraphCall): boolean {
  const now = performance.now();
  return read.expiresAt - now >= (expiresAt - now) * TIME_LEFT;
}
