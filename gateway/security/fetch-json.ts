import { request } from 'undici';

interface FetchOptions {
  headers?: Record<string, string>;
  timeoutMs: number;
  /** Larger answers are cut off unread. */
  maxBytes: number;
}

/**
 * Gets a JSON document. Redirects are not followed.
 * @throws Error where there is none, in time, of that size; its message is for the log
 */
export async function fetchJson(
  url: string,
  { headers, timeoutMs, maxBytes }: FetchOptions,
): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { statusCode, body } = await request(url, { headers, signal });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
