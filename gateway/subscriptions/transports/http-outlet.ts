import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import type { Outlet } from '../delivery/delivery';
import type { StreamFormat } from './stream-format';

/** Writes a stream into the body of an HTTP answer. */
export function httpOutlet(response: ServerResponse, format: StreamFormat): Outlet {
  return {
    transport: format.transport,
    get isClogged() {
      return response.writableNeedDrain;
    },
    onceClear: (callback) => void response.once('drain', callback),
    write: ({ body }, tail) => {
      if (response.writable)
        response.write(Buffer.concat([format.before, body, Buffer.from(tail + format.after)]));
    },
    end: (errors?: readonly GraphQLFormattedError[]) => {
      if (response.writable) response.end((errors ? format.failed(errors) : '') + format.closing);
    },
    cutOff: () => void response.destroy(),
  };
}
