import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { createNotes, NOTES_SDL, tellOnDemand } from './notes';

/** What one would write without a gateway: graphql-ws, and a source for each client. */
function run(): void {
  const notes = createNotes();
  const schema = buildSchema(NOTES_SDL);
  const field = schema.getSubscriptionType()!.getFields().noted!;
  field.subscribe = notes.resolvers.Subscription.noted.subscribe;
  const server = createServer();
  useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
  tellOnDemand(notes);
  server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
}

run();
