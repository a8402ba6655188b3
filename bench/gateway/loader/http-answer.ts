/** An HTTP answer as far as a load generator cares. */
export interface HttpAnswer {
  status: number;
  body: Buffer;
}

interface Head {
  status: number;
  /** Where the body starts. */
  start: number;
  /** Bytes of the body; null where it comes in chunks. */
  length: number | null;
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

function readHead(bytes: Buffer): Head | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const text = bytes.toString('latin1', 0, end).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(text)?.[1];
  return {
    status: Number(text.slice(9, 12)),
    start: end + HEAD_END.length,
    length: length ? Number(length) : null,
  };
}

/** The content of a body that was sent in chunks. */
export function dechunk(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (!size) return Buffer.concat(parts);
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

/**
 * Reads the answers of one connection without pipelining. A loader shares its core with the subgraphs, so it parses no
 * more than it must: status, length, end.
 */
export function createAnswerReader(onAnswer: (answer: HttpAnswer) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  let head: Head | null = null;

  const finish = ({ status, start, length }: Head) => {
    const body = Buffer.concat(chunks, size).subarray(start);
    chunks = [];
    size = 0;
    head = null;
    onAnswer({ status, body: length === null ? dechunk(body) : body });
  };

  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (!head) {
      if (chunks.length > 1) chunks = [Buffer.concat(chunks)];
      head = readHead(chunks[0]!);
    }
    if (head && isComplete(head, size, chunks)) finish(head);
  };
}

function isComplete({ start, length }: Head, size: number, chunks: readonly Buffer[]): boolean {
  if (length !== null) return size >= start + length;
  const end = chunks.at(-1)!.length >= LAST_CHUNK.length ? chunks.at(-1)! : Buffer.concat(chunks);
  return end.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
}
