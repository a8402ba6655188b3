import { validate, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { Serving } from './serving';
import { warmUp } from './warm-up';

/** A begun operation: what it runs on, and how to say that it ended. */
export interface Lease {
  serving: Serving;
  end(): void;
}

/** A valid document, and the API schema that it was found valid against where that is known. */
interface Asked {
  document: DocumentNode;
  schema?: GraphQLSchema;
}

/** The generation that is served, and those before it that still have operations running. */
export class Generations {
  private readonly alive = new Map<GraphQLSchema, Serving>();
  private served: Serving | null = null;

  /** @param open builds what a supergraph needs to be served, off to the side */
  constructor(private readonly open: (sdl: string) => Promise<Serving>) {}

  /** What new operations run on. */
  get current(): Serving {
    if (!this.served) throw new Error('the gateway is not loaded');
    return this.served;
  }

  get isLoaded(): boolean {
    return this.served !== null;
  }

  /**
   * Serves another supergraph from now on; nothing changes before it is built and warm.
   * @throws ConfigError where it cannot be served; what was served goes on
   */
  async replace(sdl: string): Promise<Serving> {
    const next = await this.open(sdl);
    const { served: last } = this;
    if (last) await warmUp(next.operations, next.generation.apiSchema, last.operations.records());
    this.served = next;
    this.alive.set(next.generation.apiSchema, next);
    if (last) this.retire(last);
    return next;
  }

  /**
   * Begins an operation on the generation that it is valid for: the one it was validated against where that is still
   * there, else the current one if the operation is valid there, too.
   * @returns the lease, or why the operation is no longer valid
   */
  enter({ document, schema }: Asked): Lease | { errors: readonly GraphQLError[] } {
    const own = schema && this.alive.get(schema);
    const serving = own ?? this.current;
    const errors = schema && !own ? validate(serving.generation.apiSchema, document) : [];
    return errors.length > 0 ? { errors } : { serving, end: serving.enter() };
  }

  /**
   * Begins an operation on the newest generation, whichever it was found valid for: one that may outlive all others.
   * @returns the lease, or why the operation is no longer valid
   */
  enterCurrent({ document, schema }: Asked): Lease | { errors: readonly GraphQLError[] } {
    const serving = this.current;
    const { apiSchema } = serving.generation;
    const errors = schema === apiSchema ? [] : validate(apiSchema, document);
    return errors.length > 0 ? { errors } : { serving, end: serving.enter() };
  }

  /** Cuts everything, of all generations. */
  async close(): Promise<void> {
    const all = [...this.alive.values()];
    this.served = null;
    this.alive.clear();
    await Promise.all(all.map((serving) => serving.close()));
  }

  private retire(serving: Serving): void {
    serving.retire(() => this.alive.delete(serving.generation.apiSchema));
  }
}
