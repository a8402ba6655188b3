import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and those who serve it, and cuts them off from each other when told to. */
export interface FaultProxy {
  port: number;
  /** Ends all connections at once, with a reset. @returns how many there were */
  cut(): number;
  close(): Promise<void>;
}

/** Starts a proxy that gives each new connection to the next of the targets that takes it. */
export async function startFaultProxy(targets: readonly number[]): Promise<FaultProxy> {
  const open = new Set<Socket>();
  let turn = 0;

  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  };
  const join = (client: Socket, upstream: Socket) => {
    client.pipe(upstream).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    client.resume();
  };
  const forward = (client: Socket, tries: number) => {
    const upstream = connect(targets[turn++ % targets.length]!, '127.0.0.1');
    upstream.once('connect', () => {
      keep(upstream);
      upstream.off('error', onRefusal);
      join(client, upstream);
    });
    const onRefusal = () => (tries > 1 ? forward(client, tries - 1) : client.destroy());
    upstream.once('error', onRefusal);
  };

  const server = createServer({ pauseOnConnect: true, noDelay: true }, (client) => {
    keep(client);
    forward(client, targets.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    const count = open.size;
    for (const socket of open) socket.resetAndDestroy();
    return count;
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}
