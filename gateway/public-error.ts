import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { formatError } from '../kernel/graphql/format-error';
import { Fault } from '../kernel/errors';
import type { Logger } from '../kernel/telemetry/logger';

/** An error of which it is already decided that the client sees it as it is. */
export class PublicError extends GraphQLError {
  override readonly name = 'PublicError';
}

/** A whole operation refused by several errors, each fit to be shown. */
export class PublicErrors extends Error {
  override readonly name = 'PublicErrors';

  constructor(readonly errors: readonly PublicError[]) {
    super(errors.map(({ message }) => message).join(' '));
  }
}

/**
 * Decides what a client sees of an error met in the gateway: what the executor released, faults of the catalogue and
 * refusals of the request as they are; anything else as INTERNAL with an id that is also in the log.
 */
export function formatGatewayError(
  error: unknown,
  logger: Logger,
  requestId: string = randomUUID(),
): GraphQLFormattedError {
  if (error instanceof Fault && error.code === 'OPERATION_NOT_PLANNABLE') {
    logger.error({ err: error.originalError, requestId }, 'an operation cannot be planned');
  }
  return error instanceof PublicError ? error.toJSON() : formatError(error, logger, requestId);
}
