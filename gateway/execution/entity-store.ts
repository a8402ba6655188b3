import type { CachedFetchOf } from '../cache/compile-cached-fetch';
import type { EntityCache } from '../cache/entity-cache';
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
import { keepable, takeKept } from './kept-value';
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

/** What came of one request, with what the subgraph said about keeping it. */
interface Received extends Answered, Pick<SubgraphResponse, 'hint' | 'isPlain'> {}

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

/** What a store asks with. */
export interface EntityFetch {
  node: FetchNode;
  write: RequestWriter;
  cachedFetch: CachedFetchOf;
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
    private readonly fetch: EntityFetch,
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

  private send(texts: readonly string[]): Promise<Answered> {
    return this.run.cache ? this.find(this.run.cache, texts) : this.load(texts);
  }

  /** Asks only for what is not in the cache. */
  private async find(cache: EntityCache, texts: readonly string[]): Promise<Answered> {
    const { rawVariables, clients, context } = this.run;
    const { node, write, cachedFetch } = this.fetch;
    const { propagated = [] } = clients.get(node.serviceName) ?? {};
    const fetch = cachedFetch(write(rawVariables).variablesText, propagated);
    const answers = Array<EntityAnswer>(texts.length).fill(null);
    const loose: SubgraphError[] = [];
    const found = await cache.find(fetch, texts, context, async (places, notBefore) => {
      const asked = places.map((place) => texts[place]!);
      const received = await this.load(asked, notBefore);
      places.forEach((place, i) => (answers[place] = received.answers[i] ?? null));
      loose.push(...received.loose);
      const values = received.answers.map((answer) => keepable(received, answer));
      return { values, hint: received.hint };
    });
    for (const [place, value] of found) answers[place] = takeKept(this.run, value);
    return { answers, loose };
  }

  private async load(texts: readonly string[], notBefore?: number): Promise<Received> {
    this.run.counters.representations += texts.length;
    const { node, write } = this.fetch;
    const request = write(this.run.rawVariables, texts);
    request.notBefore = notBefore;
    const response = await ask(this.run, node.serviceName, request, (answer) =>
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
function withEntities(response: SubgraphResponse, expected: number): SubgraphResponse {
  const { data, errors } = response;
  const entities = data?._entities ?? null;
  if (entities === null && errors.length > 0)
    return { data: { _entities: Array(expected).fill(null) }, errors };
  if (Array.isArray(entities) && entities.length === expected) return response;
  throw subgraphFault(new InvalidResponseError(`expected ${expected} entities`));
}

function readEntities(response: SubgraphResponse | Failure, expected: number): Received {
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
  const { isPlain, errors } = response;
  // An answer with errors says nothing that would hold for anybody else.
  const hint = errors.length > 0 ? undefined : response.hint;
  return { answers, loose: received.includes(null) ? [] : loose, hint, isPlain };
}

/** A path that leads past the entities has no place, and the error would be lost where nobody looks. */
function isOfEntity({ path: [field, index] = [] }: SubgraphError, expected: number): boolean {
  return field === '_entities' && typeof index === 'number' && index >= 0 && index < expected;
}

function readEntity(entity: unknown): EntityAnswer {
  if (entity === null || entity instanceof Failure || isData(entity)) return entity;
  return failureOf(subgraphFault(new InvalidResponseError('an entity is not an object')));
}
