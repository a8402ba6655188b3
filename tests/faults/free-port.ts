import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that the system gives to whoever asks for any: nobody takes it while its program is being restarted. */
const PORTS = { from: 15_000, to: 30_000 };
const taken = new Set<number>();

/** A port of 127.0.0.1 that stays a program's own across its restarts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (taken.has(port)) continue;
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    taken.add(port);
    if (isFree) return port;
  }
}
