import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { newNote, tellOnDemand } from './notes';

/**
 * The least that a delivery can cost in Node.js: a ready frame, made once for everybody, is written to one connection after
 * the other. Nothing is looked at, nobody can be too slow, and all have the same id.
 */
function run(): void {
  const connections = new Set<Duplex>();
  const server = createServer();
  const accept = new WebSocketServer({ noServer: true });
  let id = '';
  server.on('upgrade', (request, connection: Duplex, head) => {
    accept.handleUpgrade(request, connection, head, (socket) => {
      socket.on('close', () => connections.delete(connection));
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as { type: string; id: string };
        if (message.type === 'connection_init') return socket.send('{"type":"connection_ack"}');
        id = message.id;
        connections.add(connection);
      });
    });
  });
  tellOnDemand({
    tell: (what) => {
      const payload = { data: { noted: newNote(what) } };
      const text = Buffer.from(JSON.stringify({ id, type: 'next', payload }));
      const header = Buffer.from([0x81, 126, text.length >> 8, text.length & 0xff]);
      const frame = Buffer.concat([header, text]);
      for (const connection of connections) connection.write(frame);
    },
  });
  server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
}

run();
