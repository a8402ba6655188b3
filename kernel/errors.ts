import { GraphQLError } from 'graphql';

/** Every code a client can meet in `errors[].extensions.code`, with its meaning and HTTP status where it matters. */
export const ERROR_CATALOGUE = {
  UNAUTHENTICATED: { status: 401, meaning: 'No valid token came with the request. Sign in and try again.' },
  TOKEN_EXPIRED: { status: 401, meaning: 'The access token is past its expiry. Sign in again.' },
  TOKEN_REVOKED: {
    status: 401,
    meaning: 'The session has ended or its rights have changed. Refresh it, or sign in again.',
  },
  CROSS_ORIGIN_REFUSED: {
    status: 403,
    meaning: 'A page of another origin asks in the name of somebody who is signed in here.',
  },
  FORBIDDEN: { status: 200, meaning: 'The object is visible to the caller, but not this field or act.' },
  UNAUTHORIZED_FIELD: {
    status: 403,
    meaning: 'The caller may not use this field, whatever the object. Other fields are unaffected.',
  },
  NOT_FOUND: { status: 200, meaning: 'There is no such object, or it is none of the caller’s business.' },
  BAD_USER_INPUT: { status: 200, meaning: 'An argument is malformed or out of bounds; `field` names it.' },
  CONFLICT: { status: 200, meaning: 'The change collides with what is stored. Read again and retry.' },
  OPERATION_PLANNING_TIMEOUT: {
    status: 400,
    meaning: 'The operation takes too long to plan. Ask for less at once.',
  },
  OPERATION_NOT_PLANNABLE: {
    status: 400,
    meaning: 'No way was found to answer the operation. Ask for less at once, or in another way.',
  },
  REQUEST_TOO_LARGE: { status: 413, meaning: 'The request body exceeds the limit.' },
  SERVICE_UNAVAILABLE: { status: 503, meaning: 'The service is starting or stopping. Retry shortly.' },
  SUBGRAPH_UNAVAILABLE: {
    status: 200,
    meaning: 'A service behind this field does not answer. Other fields are unaffected.',
  },
  SUBGRAPH_TIMEOUT: { status: 200, meaning: 'A service behind this field took too long.' },
  SUBGRAPH_INVALID_RESPONSE: {
    status: 200,
    meaning: 'A service behind this field answered with something that is not GraphQL.',
  },
  SUBSCRIPTION_GAP: {
    status: 200,
    meaning: 'What came after `after` is no longer kept. Read the present state, then subscribe without it.',
  },
  SUBSCRIPTION_NO_LONGER_VALID: {
    status: 200,
    meaning: 'The schema has changed, and the subscription is not valid any more.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    status: 429,
    meaning: 'As many subscriptions are open as there may be. End one before the next.',
  },
  INTERNAL: { status: 500, meaning: 'A fault of ours. Quote the `requestId`.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

interface FaultDetails {
  /** Path of the offending argument, as a client wrote it. */
  field?: readonly string[];
  cause?: unknown;
}

/** An error that may be shown to a client as it is: a catalogue code and a message with no internals in it. */
export class Fault extends GraphQLError {
  constructor(
    readonly code: ErrorCode,
    message: string,
    { field, cause }: FaultDetails = {},
  ) {
    super(message, {
      extensions: { code, ...(field && { field }) },
      originalError: cause instanceof Error ? cause : undefined,
    });
    this.name = 'Fault';
  }
}

/** @returns the fault for a caller who did not say who they are. */
export function unauthenticated(message = 'Sign in to do this.'): Fault {
  return new Fault('UNAUTHENTICATED', message);
}

/** @returns the fault for an object that the caller may see, but not use in this way. */
export function forbidden(message = 'You may not do this.'): Fault {
  return new Fault('FORBIDDEN', message);
}

/** @returns the fault for a missing object; the same for one that is hidden from the caller. */
export function notFound(type: string, id: string): Fault {
  return new Fault('NOT_FOUND', `${type} ${id} not found.`);
}

/** @returns the fault for an argument that is malformed or out of bounds. */
export function badInput(message: string, field: readonly string[]): Fault {
  return new Fault('BAD_USER_INPUT', message, { field });
}

/** One entry of a mutation's `userErrors`. */
export interface UserError<Code extends string = string> {
  code: Code;
  /** Path into the mutation's arguments, or null where the whole act is refused. */
  field: string[] | null;
  message: string;
}

/**
 * Thrown inside a use case to refuse a business act: rolls the transaction back and reaches the client as
 * `userErrors`. Faults (no token, malformed arguments) are not refusals; throw a {@link Fault} for those.
 */
export class Refusal<Code extends string = string> extends Error {
  /**
   * @param details further fields of the payload, such as the object as it is now
   */
  constructor(
    readonly userErrors: readonly UserError<Code>[],
    readonly details: object = {},
  ) {
    super(userErrors.map(({ message }) => message).join(' '));
    this.name = 'Refusal';
  }
}

/** Refuses a business act with one user error. */
export function refuse<Code extends string>(
  code: Code,
  message: string,
  field: string[] | null = null,
): never {
  throw new Refusal<Code>([{ code, message, field }]);
}
