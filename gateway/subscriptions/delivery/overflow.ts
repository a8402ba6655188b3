import type { LiveConfig } from '../../../kernel/live-config';
import type { Frame } from '../groups/frame';

/**
 * What is kept for one subscriber that does not take it, and what becomes of more:
 * - `drop-oldest`: the oldest are left out.
 * - `latest-per-entity`: of several about one entity only the last is kept, the oldest are left out after that.
 * - `close`: the subscriber is cut off, and may come back.
 *
 * In whichever way events are left out, the subscriber is told how many.
 */
export type BufferLimits = LiveConfig['buffer'];

/** Frames that wait for a subscriber. */
export interface FrameBuffer {
  readonly size: number;
  /** @returns how many frames were left out for it, or null where the subscriber is to be cut off */
  push(frame: Frame): number | null;
  shift(): Frame | undefined;
  clear(): void;
}

export function createFrameBuffer({ policy, maxEvents, maxBytes }: BufferLimits): FrameBuffer {
  let frames: Frame[] = [];
  let bytes = 0;

  const shift = () => {
    const frame = frames.shift();
    bytes -= frame?.body.length ?? 0;
    return frame;
  };
  /** @returns whether there was one about the same entity, which this one makes obsolete */
  const supersede = ({ subject }: Frame): boolean => {
    const index = subject === null ? -1 : frames.findIndex((each) => each.subject === subject);
    if (index < 0) return false;
    bytes -= frames[index]!.body.length;
    frames.splice(index, 1);
    return true;
  };
  const isFull = () => frames.length > maxEvents || (bytes > maxBytes && frames.length > 1);

  return {
    get size() {
      return frames.length;
    },
    push(frame) {
      let left = policy === 'latest-per-entity' && supersede(frame) ? 1 : 0;
      frames.push(frame);
      bytes += frame.body.length;
      if (policy === 'close' && isFull()) return null;
      for (; isFull(); left += 1) shift();
      return left;
    },
    shift,
    clear: () => {
      frames = [];
      bytes = 0;
    },
  };
}
