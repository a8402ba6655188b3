import { Fault } from '../../kernel/errors';
import type { FetchNode } from '../planning/planner';
import type { SubgraphResponse, Data } from '../subgraph/subgraph-response';
import type { Execution } from './execution';
import { type Failure, failureOf, type Path } from './failure';
import { getOwn } from './own-property';
import type { SubgraphRequest } from './subgraph-request';

/** The variables that the fetch uses and the client gave. */
export function variablesOf(
  { rawVariables }: Pick<Execution, 'rawVariables'>,
  { variableUsages = [] }: FetchNode,
): Data {
  const given = variableUsages.filter((name) => getOwn(rawVariables, name) !== undefined);
  return Object.fromEntries(given.map((name) => [name, rawVariables[name]]));
}

/**
 * Asks a subgraph.
 * @param read checks or changes the answer; what it throws counts as the subgraph's fault
 * @returns the answer, which is the caller's to change, or why there is none
 */
export async function ask(
  run: Execution,
  serviceName: string,
  request: SubgraphRequest,
  read = (response: SubgraphResponse) => response,
): Promise<SubgraphResponse | Failure> {
  const { clients, context, counters } = run;
  const client = clients.get(serviceName);
  if (!client) throw new Error(`the plan names a subgraph that there is none of: ${serviceName}`);
  counters.fetches += 1;
  try {
    const response = await client.query(request, context);
    run.isPlain &&= response.isPlain === true;
    return read(response);
  } catch (error) {
    if (error instanceof Fault) return failureOf(error);
    throw error;
  }
}

/** Notes errors that explain no missing value, at the place in the data that the fetch adds to. */
export function reportLoose(run: Execution, errors: SubgraphResponse['errors'], path: Path): void {
  for (const { message, extensions } of errors) run.looseErrors.push({ message, extensions, path });
}
