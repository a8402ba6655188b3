import { readFile } from 'node:fs/promises';
import type { Routes } from '../kernel/http/http-server';
import { fromRoot } from '../kernel/project-root';

/** Where the page is. */
export const BOARD_PATH = '/board';

const FILES: Readonly<Record<string, readonly [file: string, contentType: string]>> = {
  [BOARD_PATH]: ['board.html', 'text/html; charset=utf-8'],
  '/board.css': ['board.css', 'text/css; charset=utf-8'],
  '/board.js': ['board.js', 'text/javascript; charset=utf-8'],
  '/board-connection.js': ['board-connection.js', 'text/javascript; charset=utf-8'],
};

/** Nothing but what comes from here, and nobody may put it into a frame of theirs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page that shows today's registers of a demo school and moves as they come in. */
export function boardRoutes(): Routes {
  const routeOf =
    ([file, contentType]: readonly [string, string]) =>
    async () => ({
      status: 200,
      headers: [
        ['content-type', contentType],
        ['content-security-policy', POLICY],
        ['x-content-type-options', 'nosniff'],
        ['referrer-policy', 'no-referrer'],
        ['cache-control', 'no-cache'],
      ] as const,
      body: await readFile(fromRoot('platform', 'board', file), 'utf8'),
    });
  return Object.fromEntries(Object.entries(FILES).map(([path, file]) => [path, routeOf(file)]));
}
