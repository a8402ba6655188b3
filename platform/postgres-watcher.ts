import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Reads from a pipe that only Node holds open. A line is a farewell. The end of the file means that Node died without
 * one, so the server is told to stop, at first politely, and what shall not outlive it is deleted.
 */
const SCRIPT = `
read -r _ && exit
server=$1; shift
kill -INT "$server"
tries=0
while kill -0 "$server" && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
[ $tries -lt 100 ] || kill -QUIT "$server"
[ $# -eq 0 ] || rm -rf -- "$@"
`;

/**
 * Sees to it that a server does not outlive this process, however it ends: with `kill -9` no code of ours runs any
 * more, so a shell in a session of its own waits for the pipe to close.
 * @param temporary folders to delete after the server's end
 * @returns dismisses the watcher
 */
export function watch(serverPid: number, temporary: readonly string[]): () => void {
  const arguments_ = ['-c', SCRIPT, 'postgres-watcher', String(serverPid), ...temporary];
  const shell = spawn('/bin/sh', arguments_, {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.stdin.on('error', () => undefined);
  shell.unref();
  // The pipe alone must not keep Node running.
  (shell.stdin as Socket).unref();
  return () => shell.stdin.end('\n');
}
