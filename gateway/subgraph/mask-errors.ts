import type { RequestContext } from '../request-context';
import type { SubgraphOptions } from './subgraph-client';
import type { SubgraphError } from './subgraph-response';

/** What an error is known by where its own words are not shown. */
interface MaskOptions {
  requestId: string;
  /** Hears every error whose words are hidden. */
  onHidden: (error: SubgraphError) => void;
}

/**
 * Codes that say that a subgraph failed, or that it and the gateway did not understand each other: the client has no
 * part in it, and the words are about the inside.
 */
const INTERNAL_CODES = new Set<unknown>([
  'INTERNAL',
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * Replaces the words of errors that nobody has written for clients. A subgraph shows that an error is meant for them by
 * giving it a code; without one it may as well be what a database driver has said.
 */
function maskErrors(errors: readonly SubgraphError[], options: MaskOptions): SubgraphError[] {
  return errors.map((error) => (isForClients(error) ? error : masked(error, options)));
}

/** Shows of an answer's errors what clients may see. */
export type Mask = <T extends { errors: readonly SubgraphError[] }>(
  response: T,
  context: Pick<RequestContext, 'requestId'>,
) => T;

/** The mask for one subgraph; what is hidden is in the log. */
export function createMask({
  name,
  exposeErrors = false,
  logger,
}: Pick<SubgraphOptions, 'name' | 'exposeErrors' | 'logger'>): Mask {
  if (exposeErrors) return (response) => response;
  return (response, { requestId }) => {
    const onHidden = (error: SubgraphError) =>
      logger.warn({ subgraphError: error, subgraph: name, requestId }, 'a subgraph reports an error');
    return { ...response, errors: maskErrors(response.errors, { requestId, onHidden }) };
  };
}

function isForClients({ extensions }: SubgraphError): boolean {
  const code = extensions?.code;
  return typeof code === 'string' && !INTERNAL_CODES.has(code);
}

function masked(error: SubgraphError, { requestId, onHidden }: MaskOptions): SubgraphError {
  onHidden(error);
  return {
    message: 'A service behind this field failed.',
    ...(error.path && { path: error.path }),
    extensions: { code: 'INTERNAL', requestId },
  };
}
