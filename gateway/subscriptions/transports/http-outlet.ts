import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { PLAIN_TAIL, type Outlet } from '../delivery/delivery';
import type { StreamFormat } from './stream-format';

/** Writes a stream into the body of an HTTP answer. */
export function httpOutlet(response: ServerResponse, format: StreamFormat): Outlet {
  return {
    get isClogged() {
      return response.writableNeedDrain;
    },
    onceClear: (callback) => void response.once('drain', callback),
    write: (frames, tail) => {
      if (!response.writable) return;
      const parts = frames.flatMap(({ body }, index) => [
        format.before,
        body,
        Buffer.from((index === 0 ? tail : PLAIN_TAIL) + format.after),
      ]);
      response.write(Buffer.concat(parts));
    },
    end: (errors?: readonly GraphQLFormattedError[]) => {
      if (response.writable) response.end((errors ? format.failed(errors) : '') + format.closing);
    },
    cutOff: () => void response.destroy(),
  };
}
