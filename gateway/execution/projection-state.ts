import type { GraphQLError } from 'graphql';
import { unauthorizedField } from '../authorization/refusals';
import { PublicError } from '../public-error';
import type { Execution } from './execution';
import type { Failure } from './failure';

/** A null that its position does not allow, on its way to the nearest one that does. Its error is already recorded. */
export const BUBBLE = null;

/** JSON of a value, or {@link BUBBLE}. */
export type Written = string | typeof BUBBLE;

/** One projection on its way through the data. */
export class ProjectionState {
  readonly errors: GraphQLError[] = [];
  /** The client's names and the indices down to where the projection is. */
  readonly path: (string | number)[] = [];
  readonly shared: Execution['shared'];
  /** Whether no string in the data has anything that JSON escapes. */
  readonly isPlain: boolean;

  /** @param clientPath gives the client's names to what follows the first so many segments of a path */
  constructor(
    readonly run: Execution,
    private readonly clientPath: (path: readonly (string | number)[], known: number) => (string | number)[],
  ) {
    this.shared = run.shared;
    this.isPlain = run.isPlain;
  }

  /** A subgraph sent what its own schema does not allow. The value is not shown: it may be hidden from clients. */
  refuse(coordinate: string): typeof BUBBLE {
    this.addError(`Invalid value found for field ${coordinate}.`);
    return BUBBLE;
  }

  addError(message: string): void {
    const path = [...this.path];
    this.errors.push(new PublicError(message, { path, extensions: { code: 'SUBGRAPH_INVALID_RESPONSE' } }));
  }

  /** Tells that the caller may not use the field that the projection has come to. */
  reportUnauthorized(): void {
    this.errors.push(unauthorizedField([...this.path]));
  }

  /** Tells why the value is missing that the projection has come to. */
  report({ causes }: Failure): void {
    for (const cause of causes) {
      const base = cause.isOfParent ? this.path.slice(0, -1) : this.path;
      if (cause.isOfParent) {
        const place = JSON.stringify(base);
        if (cause.reportedAt === place) continue;
        cause.reportedAt = place;
      }
      const path = this.clientPath([...base, ...cause.below], base.length);
      this.errors.push(new PublicError(cause.message, { path, extensions: cause.extensions }));
    }
  }

  /** The errors that explain no missing value, with the client's names. */
  looseErrors(): PublicError[] {
    return this.run.looseErrors.map(({ message, extensions, path: place }) => {
      const path = this.clientPath(place, 0);
      return new PublicError(message, { extensions, ...(path.length > 0 && { path }) });
    });
  }
}
