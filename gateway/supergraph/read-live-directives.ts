import type { Supergraph } from '@apollo/federation-internals';
import { applicationsOf, coordinateOf, type Application } from './directive-applications';

/** The specification of the directives; docs/subscriptions.md has its text. */
const LIVE = 'https://schoolgraph.dev/live';

/** How the stream of a subscription field can be taken up again. */
export interface Resumption {
  /** The field of an event that says where in the stream it stands. */
  cursor: string;
  /** The argument that takes such a position: the stream begins with what came after it. */
  after: string;
}

/** What a supergraph says about its subscriptions. */
export interface LiveDirectives {
  /** `@resumable`, by the names of subscription fields. */
  resumable: ReadonlyMap<string, Resumption>;
  /** `@startsWithState`: subscription fields whose first event is how things are. */
  stateful: ReadonlySet<string>;
  /** `@dependsOnClaims`: all that a field's value depends on of who asks, by `Type` or `Type.field`. */
  claims: ReadonlyMap<string, readonly string[]>;
}

/** Reads what a supergraph says about its subscriptions. */
export function liveDirectivesOf({ schema }: Supergraph): LiveDirectives {
  const used = (directive: string) => applicationsOf(schema, LIVE, directive);
  return {
    resumable: new Map(used('resumable').map((each) => [fieldOf(each), resumptionOf(each)])),
    stateful: new Set(used('startsWithState').map(fieldOf)),
    claims: new Map(used('dependsOnClaims').map((each) => [coordinateOf(each), claimsOf(each)])),
  };
}

const fieldOf = (application: Application) => coordinateOf(application).split('.')[1]!;

function resumptionOf(application: Application): Resumption {
  const { cursor = 'cursor', after = 'after' } = application.arguments();
  return { cursor: String(cursor), after: String(after) };
}

function claimsOf(application: Application): string[] {
  // As GraphQL has it, one thing may stand for a list of it.
  return [application.arguments().claims].flat().map(String);
}
