import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a TCP server that may be slow, or cut. */
export interface SlowProxy {
  port: number;
  /** How long whatever is sent waits, in each direction. */
  delayMs: number;
  /** Cuts all connections, and refuses new ones while it is true. */
  cut(isCut: boolean): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free port, which is as fast as the server until it is told otherwise. */
export async function startSlowProxy(target: number): Promise<SlowProxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const pipe = (from: Socket, to: Socket) => {
    sockets.add(from);
    let lastDue = 0;
    from.on('data', (chunk) => {
      // In their order, whatever the delay becomes meanwhile.
      const now = performance.now();
      lastDue = Math.max(lastDue, now + proxy.delayMs);
      if (lastDue <= now) to.write(chunk);
      else setTimeout(() => to.write(chunk), lastDue - now);
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer((client) => {
    if (isCut) return client.destroy();
    const upstream = connect(target, '127.0.0.1');
    pipe(client, upstream);
    pipe(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cutAll = () => sockets.forEach((socket) => socket.destroy());
  const proxy: SlowProxy = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    cut: (cut) => {
      isCut = cut;
      if (cut) cutAll();
    },
    close: async () => {
      cutAll();
      const closed = new Promise((resolve) => server.close(resolve));
      await closed;
    },
  };
  return proxy;
}
