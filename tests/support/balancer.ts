import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP load balancer with one target at a time. */
export interface Balancer {
  port: number;
  /** Where new connections go from now on; those that are open stay where they are. */
  direct(url: string): void;
  stop(): Promise<void>;
}

/** Starts a balancer on a free port, in front of nothing yet. */
export async function startBalancer(): Promise<Balancer> {
  let target: URL | null = null;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    if (!target) return client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.end();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    direct: (url) => (target = new URL(url)),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      open.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
