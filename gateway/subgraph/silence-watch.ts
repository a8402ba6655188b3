/** Looks out for silence after somebody was asked whether they are still there. */
export interface SilenceWatch {
  /** They were asked. */
  ask(): void;
  /** They have said something, whatever it is: who is busy may answer late. */
  hear(): void;
  /** They have answered, or nobody waits for it any more. */
  stop(): void;
}

/**
 * @param withinMs how long they may be silent
 * @param onSilence called when they were silent for so long since they were asked, or since they last said something
 */
export function watchSilence(withinMs: number, onSilence: () => void): SilenceWatch {
  let timer: NodeJS.Timeout | undefined;
  let isWaiting = false;
  let isHeard = false;
  const look = () => {
    if (!isWaiting) return;
    if (isHeard) return wait();
    isWaiting = false;
    onSilence();
  };
  const wait = () => {
    isWaiting = true;
    isHeard = false;
    clearTimeout(timer);
    // Where this process was busy itself, what has come meanwhile is read before it is decided.
    timer = setTimeout(() => setImmediate(look), withinMs);
  };
  return {
    ask: wait,
    hear: () => void (isHeard = true),
    stop: () => {
      isWaiting = false;
      clearTimeout(timer);
    },
  };
}
