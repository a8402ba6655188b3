import type { Logger } from '../../kernel/telemetry/logger';

/** What a source has to say: a supergraph, new or not, or why it has none at the moment. */
export type SupergraphNews = { sdl: string } | { problem: Error };

/** Where a supergraph comes from that may change while it is served. */
export interface SupergraphSource {
  /** What to begin with, at once or when there is something. */
  readonly sdl: string | Promise<string>;
  /** What there is no supergraph yet without; null or absent once there is one. */
  readonly waitingFor?: string | null;
  /** Tells what comes after it, from now on. @returns what ends that */
  onUpdate(listener: (news: SupergraphNews) => void): () => void;
  /** Gives up whatever it is doing. */
  close?(): Promise<void>;
}

/** A source that is being followed. */
export interface SupergraphUpdates {
  /** Whether the newest news could not be served. */
  readonly hasProblem: boolean;
  /** Resolves when nothing is being built any more. */
  stop(): Promise<void>;
}

/** What is followed, and from where on. */
interface Following {
  source: SupergraphSource;
  /** What is being served. */
  from: string;
}

/**
 * Serves what a source brings, one supergraph after the other; of several that come while one is being built, the last.
 * What was served goes on until the next one is ready. A problem is logged when it begins, not each time it is met.
 * @param serve rejects where the supergraph cannot be served
 */
export function followSupergraph(
  { source, from }: Following,
  serve: (sdl: string) => Promise<void>,
  logger: Logger,
): SupergraphUpdates {
  let served = from;
  let problem: string | null = null;
  let latest: SupergraphNews | null = null;
  let working: Promise<void> | null = null;

  const unfollow = source.onUpdate((news) => {
    latest = news;
    working ??= work().finally(() => (working = null));
  });

  async function work(): Promise<void> {
    for (let news = take(); news; news = take()) await read(news);
  }

  function take(): SupergraphNews | null {
    const taken = latest;
    latest = null;
    return taken;
  }

  async function read(news: SupergraphNews): Promise<void> {
    if ('problem' in news) return report(news.problem);
    try {
      if (news.sdl !== served) await serve(news.sdl);
      if (news.sdl !== served || problem) logger.info('the newest supergraph is served');
      served = news.sdl;
      problem = null;
    } catch (error) {
      report(error as Error);
    }
  }

  function report(error: Error): void {
    if (error.message === problem) return;
    problem = error.message;
    logger.error({ err: error }, 'the newest supergraph cannot be served; the last good one is');
  }

  return {
    get hasProblem() {
      return problem !== null;
    },
    stop: async () => {
      unfollow();
      latest = null;
      await working;
    },
  };
}
