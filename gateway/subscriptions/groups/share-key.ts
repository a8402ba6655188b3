import type { Identity } from '../../../kernel/auth/signed-identity';
import { getOwn } from '../../execution/own-property';
import { fetchesOf } from '../../planning/fetches-of';
import type { PreparedOperation } from '../../planning/prepare';
import type { RequestContext } from '../../request-context';
import { forwardedHeaders } from '../../subgraph/call-headers';
import type { Data } from '../../subgraph/subgraph-response';
import type { StreamSource } from '../upstream/stream-source';
import { canonicalJson } from './canonical-json';
import { claimsNeeded } from './claims-needed';
import { classOf } from './identity-class';

/** The headers of clients, in lower case, that a subgraph gets. */
export type HeadersFor = (subgraph: string) => readonly string[];

/** All that a stream may depend on: subscribers who have it in common may share one. */
export interface Sharing {
  /** Equal only for those who may see all that the others see. */
  key: string;
  /** Who subgraphs are told is asking. */
  identity: Identity | null;
  /** What they are told of the client's headers. */
  headers: Record<string, string>;
}

/** One subscriber’s part of a stream. */
interface Asking {
  variables: Data;
  context: RequestContext;
  headersFor: HeadersFor;
}

/** Works out with whom a subscriber may share a stream. Where it is to begin makes no difference. */
export function sharingOf(
  prepared: PreparedOperation,
  { resume }: StreamSource,
  { variables, context, headersFor }: Asking,
): Sharing {
  const identity = classOf(context.identity, claimsNeeded(prepared));
  const headers = forwardedHeaders(headersAsked(prepared, headersFor), context);
  const used = variablesUsed(prepared, variables, resume?.clientVariable);
  const parts = [prepared.key, canonicalJson(used), canonicalJson(identity), JSON.stringify(headers)];
  return { key: parts.join('\n\n'), identity, headers };
}

/** Those that the operation declares: others change nothing. */
function variablesUsed({ operation }: PreparedOperation, variables: Data, position?: string): Data {
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const given = names.filter((name) => name !== position && getOwn(variables, name) !== undefined);
  return Object.fromEntries(given.map((name) => [name, variables[name]]));
}

/** Those that any subgraph is told of, be it the stream's own or one that is asked for each event. */
function headersAsked({ plan: { node } }: PreparedOperation, headersFor: HeadersFor): string[] {
  const services = new Set(fetchesOf(node).map(({ serviceName }) => serviceName));
  return [...new Set([...services].flatMap(headersFor))].sort();
}
