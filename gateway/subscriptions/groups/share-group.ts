import type { GraphQLFormattedError } from 'graphql';
import { StopSignal } from '../../../kernel/stop-signal';
import type { EndReason } from '../end-reason';
import type { SubgraphResponse } from '../../subgraph/subgraph-response';
import type { Lease } from '../../supergraph/generations';
import type { Upstream } from '../upstream/follow-upstream';
import { feedOf, type Basis, type Feed } from './feed';
import { frameOf, type Frame } from './frame';
import { inOrder, type InOrder } from './in-order';
import type { Membership } from './membership';
import { splice, type Splice } from './splice';

/** Events of one stream that are resolved at the same time; what they come to is given out in their order. */
const AT_A_TIME = 8;
/** Events that may wait to be resolved; beyond, they are left out and subscribers are told that there is a gap. */
const MAX_WAITING = 1_000;
/** Frames that a stream that can be resumed keeps for those who come back. */
const MAX_RECENT = 256;
const MAX_RECENT_BYTES = 1024 * 1024;

/** What a group needs of whoever keeps it. */
export interface GroupOptions {
  /** The event to begin after; null for now. */
  after: string | null;
  /** What clients see of an error. */
  show: (error: unknown) => readonly GraphQLFormattedError[];
  /** Called after each frame. */
  onFrame: (group: ShareGroup) => void;
  /** Called once, when nothing of the group is left. */
  onClose: (group: ShareGroup) => void;
}

/** The way of a stream's events through a group; changed where the plan or the stream does. */
interface Route {
  feed: Feed;
  give: (frame: Frame) => void;
}

type Arrived = Route & { event: SubgraphResponse };

/**
 * Subscribers who follow one stream: it is subscribed to once, each event is resolved once and serialised once. The first
 * one in opens it, the last one out closes it, and nobody in between is disturbed.
 */
export class ShareGroup {
  private readonly joined = new Set<Membership>();
  private readonly recent: Frame[] = [];
  private recentBytes = 0;
  private readonly closing = new StopSignal();
  private readonly pipeline: InOrder<Arrived>;
  private readonly leases = new Set<Lease>();
  private route: Route;
  private upstream: Upstream;
  /** What the current stream takes over from. */
  private replaced: Upstream | null = null;
  private takeover: Splice | null = null;
  private last: Frame | null = null;
  private isClosed = false;
  private hasForgotten = false;

  constructor(
    public key: string,
    private basis: Basis,
    private readonly options: GroupOptions,
  ) {
    this.pipeline = inOrder({
      work: (arrived: Arrived) => this.resolve(arrived),
      give: ({ frame, give }) => give(frame),
      atATime: AT_A_TIME,
      maxWaiting: MAX_WAITING,
    });
    this.leases.add(basis.lease);
    this.route = { feed: feedOf(basis, this.closing), give: (frame) => this.give(frame) };
    this.upstream = this.open(this.route, options.after);
  }

  get members(): ReadonlySet<Membership> {
    return this.joined;
  }

  get operation(): Readonly<Basis> {
    return this.basis;
  }

  /** The event that the stream began after; null where it began at some moment. */
  get startsAfter(): string | null {
    return this.options.after;
  }

  /** The last event that was given out; what the stream began after where there was none. */
  get position(): string | null {
    return this.last?.cursor ?? this.startsAfter;
  }

  /** Whether it has all that came after an event. */
  knows(cursor: string): boolean {
    const hasAll = cursor === this.startsAfter && !this.hasForgotten;
    return hasAll || this.recent.some((frame) => frame.cursor === cursor);
  }

  /**
   * Gives the member all that comes from now on.
   * @param after an event that the group {@link knows}: what came after it is given first
   */
  add(member: Membership, after: string | null = null): void {
    if (this.isClosed) throw new Error('the group is closed');
    this.joined.add(member);
    member.group = this;
    if (after !== null) for (const frame of this.since(after)) member.subscriber.next(frame);
    else if (this.basis.source.startsWithState && this.last) member.subscriber.next(this.last);
  }

  /** Puts a member in the place of another, as if it had always been there. */
  replace(member: Membership, by: Membership): void {
    this.joined.delete(member);
    member.group = null;
    this.joined.add(by);
    by.group = this;
  }

  /** The last one out ends it. */
  remove(member: Membership): void {
    if (!this.joined.delete(member)) return;
    member.group = null;
    if (this.joined.size === 0) this.close();
  }

  /**
   * Goes on with another plan of the same operation. The stream goes on as it is where that is the same, else the next
   * one begins where this one stands.
   */
  rebase(key: string, basis: Basis): void {
    const { lease: before } = this.basis;
    const isSame = this.route.feed.isOfSameStream(basis);
    this.key = key;
    this.basis = basis;
    this.leases.add(basis.lease);
    // What is being resolved still runs on what it began with.
    this.pipeline.whenDone(() => this.giveBack(before));
    const feed = feedOf(basis, this.closing);
    if (isSame) this.route.feed = feed;
    else this.changeStream(feed);
  }

  /** Ends it for everybody. */
  end(reason: EndReason, errors?: readonly GraphQLFormattedError[]): void {
    const left = [...this.joined];
    this.joined.clear();
    this.close();
    for (const member of left) {
      member.group = null;
      member.subscriber.end(reason, errors);
    }
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.pipeline.close();
    this.takeover?.close();
    this.upstream.close();
    this.replaced?.close();
    this.closing.abort(new Error('nobody follows the stream any more'));
    this.leases.forEach((lease) => this.giveBack(lease));
    this.options.onClose(this);
  }

  private giveBack(lease: Lease): void {
    this.leases.delete(lease);
    lease.end();
  }

  private open(route: Route, after: string | null): Upstream {
    const isCurrent = () => route === this.route;
    return route.feed.open(after, {
      event: (event) => {
        if (!this.pipeline.push({ event, feed: route.feed, give: route.give })) this.tellGap();
      },
      gap: () => this.tellGap(),
      end: (error) => {
        if (!isCurrent()) return;
        if (error === undefined) return this.pipeline.whenDone(() => this.end('completed'));
        const errors = this.options.show(error);
        this.pipeline.whenDone(() => this.end('upstream_failed', errors));
      },
    });
  }

  private changeStream(feed: Feed): void {
    const { upstream: before, route } = this;
    const { position } = before;
    this.takeover?.close();
    if (this.basis.source.resume && position !== null) {
      before.close();
      this.route = { feed, give: (frame) => this.give(frame) };
      this.upstream = this.open(this.route, position);
      return;
    }
    this.takeover = splice(
      (frame) => this.give(frame),
      () => before.close(),
    );
    route.give = this.takeover.fromOld;
    this.route = { feed, give: this.takeover.fromNew };
    this.upstream = this.open(this.route, null);
    this.replaced = before;
  }

  private async resolve({ feed, event, give }: Arrived): Promise<{ frame: Frame; give: Route['give'] }> {
    const marks = feed.marksOf(event);
    const shown: GraphQLFormattedError[] = [];
    const answer = await feed.resolve(event).catch((error: unknown) => {
      shown.push(...this.options.show(error));
      return { data: undefined };
    });
    if ('errors' in answer) shown.push(...(answer.errors ?? []).flatMap((error) => this.options.show(error)));
    return { frame: frameOf({ data: answer.data, errors: shown }, marks), give };
  }

  private give(frame: Frame): void {
    this.last = frame;
    if (frame.cursor !== null) this.remember(frame);
    for (const { subscriber } of this.joined) subscriber.next(frame);
    if (!this.isClosed) this.options.onFrame(this);
  }

  private remember(frame: Frame): void {
    this.recent.push(frame);
    this.recentBytes += frame.body.length;
    while (this.recent.length > MAX_RECENT || this.recentBytes > MAX_RECENT_BYTES) {
      this.recentBytes -= this.recent.shift()!.body.length;
      this.hasForgotten = true;
    }
  }

  private since(cursor: string): Frame[] {
    return this.recent.slice(this.recent.findLastIndex((frame) => frame.cursor === cursor) + 1);
  }

  private tellGap(): void {
    for (const { subscriber } of this.joined) subscriber.gap();
  }
}
