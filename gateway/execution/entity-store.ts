import type { FetchNode } from '../planning/planner';
import { subgraphFault } from '../subgraph/subgraph-fault';
import {
  InvalidResponseError,
  type Data,
  type SubgraphError,
  type SubgraphResponse,
} from '../subgraph/subgraph-response';
import type { Execution } from './execution';
import { Failure, failureOf, placeCause } from './failure';
import type { EntityGroup } from './group-entities';
import { isData } from './merge';
import { ask } from './run-fetch';
import type { RequestWriter } from './subgraph-request';

/** What a subgraph says of one representation: the entity, why there is none, or that there is none. */
export type EntityAnswer = Data | Failure | null;

/** What came of representations that were sent together. */
interface Answered {
  answers: readonly EntityAnswer[];
  /** Errors that explain no missing entity; whoever reads them first takes them. */
  loose: readonly SubgraphError[];
}

/** Representations that are sent together. */
interface Batch extends Answered {
  texts: string[];
  done: Promise<void>;
}

/** Where the answer to a representation will be. */
interface Slot {
  batch: Batch;
  index: number;
}

/** What was answered to representations, by their places among those asked for together. */
export interface EntityAnswers {
  of(index: number): EntityAnswer;
  /** The errors that explain no missing entity; each is given once. */
  takeLoose(): readonly SubgraphError[];
}

/**
 * The entities that one operation text was asked for in one run. A representation is sent once; what is asked for in
 * the same turn of the event loop, by whichever plan node, travels in one request.
 */
export class EntityStore {
  private readonly slots = new Map<string, Slot>();
  private open: Batch | null = null;

  /** @param isShared whether it is asked more than once */
  constructor(
    private readonly run: Execution,
    private readonly node: FetchNode,
    private readonly write: RequestWriter,
    private readonly isShared: boolean,
  ) {}

  /**
   * Asks for what was not asked for before.
   * @param representations different ones, as JSON
   */
  request(representations: readonly EntityGroup[]): Promise<EntityAnswers> {
    return this.isShared ? this.requestShared(representations) : this.requestAlone(representations);
  }

  private async requestShared(representations: readonly EntityGroup[]): Promise<EntityAnswers> {
    const slots = representations.map(({ text }) => this.slotOf(text));
    const batches = [...new Set(slots.map(({ batch }) => batch))];
    for (const { done } of batches) await done;
    return {
      of: (index) => slots[index]!.batch.answers[slots[index]!.index] ?? null,
      takeLoose: () => batches.flatMap(takeLoose),
    };
  }

  private async requestAlone(representations: readonly EntityGroup[]): Promise<EntityAnswers> {
    const { answers, loose } = await this.send(representations.map(({ text }) => text));
    return { of: (index) => answers[index] ?? null, takeLoose: () => loose };
  }

  private slotOf(text: string): Slot {
    const known = this.slots.get(text);
    if (known) return known;
    this.open ??= this.openBatch();
    const slot = { batch: this.open, index: this.open.texts.length };
    this.open.texts.push(text);
    this.slots.set(text, slot);
    return slot;
  }

  private openBatch(): Batch {
    const batch: Batch = { texts: [], answers: [], loose: [], done: Promise.resolve() };
    batch.done = batch.done.then(async () => {
      this.open = null;
      Object.assign(batch, await this.send(batch.texts));
    });
    return batch;
  }

  private async send(texts: readonly string[]): Promise<Answered> {
    this.run.counters.representations += texts.length;
    const request = this.write(this.run.rawVariables, texts);
    const response = await ask(this.run, this.node.serviceName, request, (answer) =>
      withEntities(answer, texts.length),
    );
    return readEntities(response, texts.length);
  }
}

function takeLoose(batch: Batch): readonly SubgraphError[] {
  const { loose } = batch;
  batch.loose = [];
  return loose;
}

/** Checks that there is one entity per representation, or a reason why there is none. */
function withEntities({ data, errors }: SubgraphResponse, expected: number): SubgraphResponse {
  const entities = data?._entities ?? null;
  if (entities === null && errors.length > 0)
    return { data: { _entities: Array(expected).fill(null) }, errors };
  if (Array.isArray(entities) && entities.length === expected) return { data, errors };
  throw subgraphFault(new InvalidResponseError(`expected ${expected} entities`));
}

function readEntities(response: SubgraphResponse | Failure, expected: number): Answered {
  if (response instanceof Failure)
    return { answers: Array<EntityAnswer>(expected).fill(response), loose: [] };
  const data = response.data ?? {};
  const loose = response.errors.filter(
    (error) => !isOfEntity(error, expected) || !placeCause(data, error.path ?? [], error),
  );
  // Errors without a place belong to the entities that are missing without a reason of their own.
  const unplaced = loose.length > 0 ? new Failure(loose.map((error) => ({ ...error, below: [] }))) : null;
  const received = data._entities as unknown[];
  const answers = received.map((entity) => readEntity(entity) ?? unplaced);
  return { answers, loose: received.includes(null) ? [] : loose };
}

/** A path that leads past the entities has no place, and the error would be lost where nobody looks. */
function isOfEntity({ path: [field, index] = [] }: SubgraphError, expected: number): boolean {
  return field === '_entities' && typeof index === 'number' && index >= 0 && index < expected;
}

function readEntity(entity: unknown): EntityAnswer {
  if (entity === null || entity instanceof Failure || isData(entity)) return entity;
  return failureOf(subgraphFault(new InvalidResponseError('an entity is not an object')));
}
