import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { isMalformedValue } from '../database/errors';
import { Fault } from '../errors';
import type { Logger } from '../telemetry/logger';

/** Apollo Server's own refusals of a request, which name nothing but the request. */
const REQUEST_CODES = new Set<unknown>([...Object.values(ApolloServerErrorCode), 'GRAPHQL_PARSE_FAILED']);
REQUEST_CODES.delete(ApolloServerErrorCode.INTERNAL_SERVER_ERROR);

/**
 * Decides what of an error a client sees: faults of the catalogue and refusals of the request as they are, anything
 * else as INTERNAL with nothing but the request's id, and logged.
 */
export function formatError(error: unknown, logger: Logger, requestId?: string): GraphQLFormattedError {
  const shown = publicError(error);
  if (shown) return shown;
  logger.error({ err: unwrapResolverError(error), requestId }, 'unexpected error');
  const { path, locations } = error instanceof GraphQLError ? error : {};
  return {
    message: 'Something went wrong on our side.',
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code: 'INTERNAL', ...(requestId && { requestId }) },
  };
}

/** What a resolver or a stream threw; the error itself where graphql-js raised it. */
function causeOf(error: GraphQLError): unknown {
  if (error instanceof Fault) return error;
  // What ends a stream has no place in the operation, and Apollo takes it out of nothing that has none.
  const endsStream = !error.path && !error.locations && error.originalError !== undefined;
  if (endsStream || error.originalError instanceof Fault) return error.originalError;
  return unwrapResolverError(error);
}

function publicError(error: unknown): GraphQLFormattedError | null {
  if (!(error instanceof GraphQLError)) return null;
  const original = causeOf(error);
  if (original instanceof Fault) return { ...error.toJSON(), extensions: { ...original.extensions } };
  if (isMalformedValue(original)) {
    const { locations, path } = error;
    return { message: 'An argument is malformed.', locations, path, extensions: { code: 'BAD_USER_INPUT' } };
  }
  // Raised by graphql-js itself: syntax, validation, coercion of variables. A resolver's error has an original.
  const code = error.extensions.code;
  if (
    original instanceof GraphQLError &&
    (code === undefined || REQUEST_CODES.has(code) || code === 'BAD_USER_INPUT')
  ) {
    return {
      message: error.message,
      locations: error.locations,
      path: error.path,
      extensions: { code: code ?? 'BAD_USER_INPUT' },
    };
  }
  return null;
}
