import type { GraphQLFormattedError } from 'graphql';

/** What one event came to, serialised once for all who share the stream. */
export interface Frame {
  /** The payload as JSON without its closing brace, so that a subscriber's own extensions can follow. */
  readonly body: Buffer;
  /** All of a graphql-transport-ws message that is behind `{"id":"…"`, the payload with nothing more in it. */
  readonly message: Buffer;
  /** Where in the stream the event stands; null where the stream cannot be resumed, or the event does not say. */
  readonly cursor: string | null;
  /** The entity that the event is about; null where that is not known. */
  readonly subject: string | null;
}

/** Whoever follows a stream. Neither call waits for anything, nor throws. */
export interface Subscriber {
  next(frame: Frame): void;
  /** Events may have been lost before the next one. */
  gap(): void;
  /** Nothing comes any more; with errors where something ended the stream. */
  end(errors?: readonly GraphQLFormattedError[]): void;
}

/** What is before a payload in {@link Frame.message}. */
export const MESSAGE_START = ',"type":"next","payload":';

/** Makes a frame of an answer. */
export function frameOf(
  { data, errors }: { data?: string | undefined; errors: readonly GraphQLFormattedError[] },
  marks: Pick<Frame, 'cursor' | 'subject'>,
): Frame {
  const told = errors.length > 0 ? `,"errors":${JSON.stringify(errors)}` : '';
  return frameOfBody(`{"data":${data ?? 'null'}${told}`, marks);
}

/** Makes a frame of its body as text. */
export function frameOfBody(body: string, { cursor, subject }: Pick<Frame, 'cursor' | 'subject'>): Frame {
  const message = Buffer.from(`${MESSAGE_START}${body}}}`);
  return { body: message.subarray(MESSAGE_START.length, -2), message, cursor, subject };
}
