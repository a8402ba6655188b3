import type { Frame } from './frame';

/** For so long two streams are both listened to, and for as long again what the first one brought is remembered. */
const OVERLAP_MS = 3_000;

/** Two streams of the same events while one takes over from the other. */
export interface Splice {
  /** What the stream brought that is on its way out. */
  fromOld: (frame: Frame) => void;
  /** What the stream brought that takes over. */
  fromNew: (frame: Frame) => void;
  /** Ends it at once. */
  close(): void;
}

/**
 * Gives out each event once, whichever stream brings it first: events are known by what they came to, and as many of a
 * kind are given out as the stream brings that has more of them. Nothing is lost as long as the new stream is there within
 * the overlap.
 * @param onOver called when the old stream is not needed any more
 */
export function splice(give: (frame: Frame) => void, onOver: () => void): Splice {
  const ahead = { old: new Map<string, number>(), new: new Map<string, number>() };
  let timer = setTimeout(() => {
    onOver();
    timer = setTimeout(() => ahead.old.clear(), OVERLAP_MS).unref();
  }, OVERLAP_MS).unref();

  const take = (frame: Frame, own: Map<string, number>, other: Map<string, number>) => {
    const content = frame.body.toString('latin1');
    const matched = other.get(content) ?? 0;
    if (matched > 1) other.set(content, matched - 1);
    else if (matched === 1) other.delete(content);
    else {
      own.set(content, (own.get(content) ?? 0) + 1);
      give(frame);
    }
  };
  return {
    fromOld: (frame) => take(frame, ahead.old, ahead.new),
    fromNew: (frame) => take(frame, ahead.new, ahead.old),
    close: () => clearTimeout(timer),
  };
}
