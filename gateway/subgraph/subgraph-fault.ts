import { Fault } from '../../kernel/errors';
import { DeadlineError } from './deadline';
import { InvalidResponseError } from './subgraph-response';

/**
 * The fault that a client sees when a subgraph could not be asked. The messages are constant: causes name hosts, ports
 * and bodies.
 */
export function subgraphFault(cause: unknown): Fault {
  if (cause instanceof DeadlineError) {
    return new Fault('SUBGRAPH_TIMEOUT', 'A service behind this field took too long.', { cause });
  }
  if (cause instanceof InvalidResponseError) {
    return new Fault('SUBGRAPH_INVALID_RESPONSE', 'A service behind this field gave an invalid answer.', {
      cause,
    });
  }
  return new Fault('SUBGRAPH_UNAVAILABLE', 'A service behind this field does not answer.', { cause });
}
