import { watch, type FSWatcher } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readSupergraph, supergraphFile } from './read-supergraph';
import type { SupergraphNews, SupergraphSource } from './supergraph-updates';

interface FileSourceOptions {
  /** How often the file is looked at where the operating system does not tell of changes. */
  pollMs?: number;
}

const POLL_MS = 5_000;
/** Writers take several steps; what they leave is read when they pause. */
const SETTLE_MS = 50;

/**
 * A supergraph in a file that may be written, replaced, deleted and made again while it is served.
 * @throws ConfigError where it cannot be read to begin with
 */
export async function openSupergraphFile(
  path: string,
  { pollMs = POLL_MS }: FileSourceOptions = {},
): Promise<SupergraphSource> {
  const file = supergraphFile(path);
  const sdl = await readSupergraph(path);
  return { sdl, onUpdate: (listener) => watchFile(file, pollMs, listener) };
}

function watchFile(file: string, pollMs: number, listener: (news: SupergraphNews) => void): () => void {
  let last = '';
  let settling: NodeJS.Timeout | undefined;
  let isStopped = false;

  /** Reads the file if it looks different, so that a busy folder costs no reads. */
  async function look(): Promise<void> {
    const news = await readIfChanged();
    if (news && !isStopped) listener(news);
  }

  async function readIfChanged(): Promise<SupergraphNews | null> {
    try {
      const mark = await markOf(file);
      if (mark === last) return null;
      const sdl = await readFile(file, 'utf8');
      last = mark;
      return { sdl };
    } catch (error) {
      last = '';
      return { problem: error as Error };
    }
  }

  const lookSoon = () => {
    clearTimeout(settling);
    settling = setTimeout(() => void look(), SETTLE_MS).unref();
  };
  const poll = setInterval(() => void look(), pollMs).unref();
  const watcher = watchFolder(dirname(file), lookSoon);
  // It may have changed since it was read.
  lookSoon();

  return () => {
    isStopped = true;
    clearTimeout(settling);
    clearInterval(poll);
    watcher?.close();
  };
}

/** Changes with the content, whichever way it is replaced; links are followed, as mounted configuration has them. */
async function markOf(file: string): Promise<string> {
  const { ino, size, mtimeMs, ctimeMs } = await stat(file);
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}

/** The folder, not the file: a replaced file is another one. Without a watcher, polling has to do. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
