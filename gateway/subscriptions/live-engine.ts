import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '../../kernel/telemetry/logger';
import { formatGatewayError, PublicErrors } from '../public-error';
import type { RequestContext } from '../request-context';
import type { Generations } from '../supergraph/generations';
import type { Serving } from '../supergraph/serving';
import { admit, isRefused, type Admitted, type FollowRequest } from './admit-subscription';
import type { EndReason } from './end-reason';
import type { Subscriber } from './groups/frame';
import { Membership, type Asked } from './groups/membership';
import type { ShareGroup } from './groups/share-group';
import { ShareGroups } from './groups/share-groups';
import type { HeadersFor } from './groups/share-key';
import { noLongerValid } from './no-longer-valid';

/** Why a subscription was not begun. */
export interface Refusal {
  errors: readonly GraphQLFormattedError[];
}

/** How much is being followed. */
export interface LiveStatistics {
  subscribers: number;
  /** Streams that are followed at subgraphs. */
  streams: number;
}

interface LiveEngineOptions {
  generations: Generations;
  headersFor: HeadersFor;
  logger: Logger;
  /** Those whose operation is not valid any more are told so one by one, within this time. */
  farewellMs?: number;
}

const FAREWELL_MS = 5_000;

/** Follows subscriptions over the whole graph, sharing whatever can be shared. */
export class LiveEngine {
  private readonly groups: ShareGroups;
  private readonly farewells = new Set<NodeJS.Timeout>();

  constructor(private readonly options: LiveEngineOptions) {
    this.groups = new ShareGroups((error) => this.shown(error, randomUUID()));
  }

  get statistics(): LiveStatistics {
    const groups = this.groups.all();
    return {
      streams: groups.length,
      subscribers: groups.reduce((sum, { members }) => sum + members.size, 0),
    };
  }

  /**
   * Begins a subscription that is valid against the API schema.
   * @returns what ends it, or why there is nothing to follow
   */
  async follow(
    request: FollowRequest,
    context: RequestContext,
    subscriber: Subscriber,
  ): Promise<Membership | Refusal> {
    const { variables, schema, ...source } = request;
    const lease = this.options.generations.enterCurrent(request);
    if ('errors' in lease) return this.refusal(lease.errors, context);
    try {
      const asked: Asked = { source, variables: variables ?? {}, context };
      const admitted = await this.admit(lease.serving, asked);
      if (isRefused(admitted)) return this.refusal(admitted.errors, context);
      const member = new Membership(subscriber, asked);
      this.groups.enter(member, admitted);
      return member;
    } catch (error) {
      return this.refusal([error], context);
    } finally {
      lease.end();
    }
  }

  /**
   * Goes on in the name of somebody whose token was renewed. A stream that depends on what has changed goes on as they
   * may see it now, without a gap; one that they may not see any more ends.
   */
  async renew(member: Membership, context: RequestContext): Promise<void> {
    member.asked.context = context;
    try {
      const admitted = await this.admit(this.options.generations.current, member.asked);
      if (!member.group) return;
      if (isRefused(admitted)) return this.dismiss(member, 'no_longer_allowed', admitted.errors);
      if (admitted.key !== member.group.key) this.groups.move(member, admitted);
    } catch (error) {
      this.dismiss(member, 'no_longer_allowed', [error]);
    }
  }

  /** Goes on with another supergraph: each stream is planned anew, those that cannot be are ended. */
  async replan(serving: Serving): Promise<void> {
    for (const group of this.groups.all()) {
      if (group.members.size > 0) await this.replanGroup(group, serving);
      await setImmediate();
    }
  }

  /** Ends everything. */
  close(): void {
    this.farewells.forEach(clearTimeout);
    for (const group of this.groups.all()) group.end('shutdown');
  }

  private async replanGroup(group: ShareGroup, serving: Serving): Promise<void> {
    const parts = new Map<string, { admitted: Admitted; members: Membership[] }>();
    for (const member of [...group.members]) {
      const admitted = await this.admitAgain(member, serving);
      if (isRefused(admitted)) this.sayFarewell(member, admitted.errors);
      else {
        const part = parts.get(admitted.key) ?? { admitted, members: [] };
        parts.set(admitted.key, part);
        part.members.push(member);
      }
    }
    const [largest, ...others] = [...parts.values()].sort((a, b) => b.members.length - a.members.length);
    for (const { admitted, members } of others) {
      for (const member of members) if (member.group === group) this.groups.move(member, admitted);
    }
    if (largest && group.members.size > 0) this.groups.rebase(group, largest.admitted);
  }

  private async admitAgain(member: Membership, serving: Serving): ReturnType<LiveEngine['admit']> {
    const errors = noLongerValid(serving.generation, member.asked.source);
    if (errors) return { errors };
    return this.admit(serving, member.asked).catch((error: unknown) => ({ errors: [error] }));
  }

  private admit(serving: Serving, asked: Asked): ReturnType<typeof admit> {
    return admit(serving, asked, this.options.headersFor);
  }

  private sayFarewell(member: Membership, errors: readonly unknown[]): void {
    const wait = Math.random() * (this.options.farewellMs ?? FAREWELL_MS);
    const timer = setTimeout(() => {
      this.farewells.delete(timer);
      this.dismiss(member, 'no_longer_valid', errors);
    }, wait).unref();
    this.farewells.add(timer);
    member.alsoLeave(() => {
      clearTimeout(timer);
      this.farewells.delete(timer);
    });
  }

  private dismiss(member: Membership, reason: EndReason, errors: readonly unknown[]): void {
    if (!member.group) return;
    const { subscriber, asked } = member;
    member.leave();
    subscriber.end(reason, this.refusal(errors, asked.context).errors);
  }

  private refusal(errors: readonly unknown[], { requestId }: RequestContext): Refusal {
    return { errors: errors.flatMap((error) => this.shown(error, requestId)) };
  }

  private shown(error: unknown, requestId: string): readonly GraphQLFormattedError[] {
    const errors = error instanceof PublicErrors ? error.errors : [error];
    return errors.map((each) => formatGatewayError(each, this.options.logger, requestId));
  }
}
