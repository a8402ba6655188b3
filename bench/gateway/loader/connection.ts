import { connect } from 'node:net';
import { createAnswerReader, type HttpAnswer } from './http-answer';

/** A keep-alive connection that has one request at a time under way. */
export interface Connection {
  /** Rejects where the connection ends before the answer. */
  ask(body: string): Promise<HttpAnswer>;
  close(): void;
}

/** Connects to a GraphQL endpoint. */
export async function openConnection(url: URL): Promise<Connection> {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const head = `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\naccept: application/json\r\ncontent-length: `;

  let waiting: PromiseWithResolvers<HttpAnswer> | null = null;
  const reader = createAnswerReader((answer) => waiting?.resolve(answer));
  const fail = () => waiting?.reject(new Error(`${url.host} closed a connection with a request under way`));
  socket.on('data', reader).on('error', fail).on('close', fail);

  return {
    ask: (body) => {
      waiting = withResolvers();
      socket.write(`${head}${Buffer.byteLength(body)}\r\n\r\n${body}`);
      return waiting.promise;
    },
    close: () => socket.destroy(),
  };
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}
