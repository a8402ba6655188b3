import type { OperationSource } from '../../planning/prepare';
import type { RequestContext } from '../../request-context';
import type { Data } from '../../subgraph/subgraph-response';
import type { Subscriber } from './frame';
import type { ShareGroup } from './share-group';

/** What somebody subscribed to. */
export interface Asked {
  source: OperationSource;
  variables: Data;
  /** Who it was; changed where they renew their token. */
  context: RequestContext;
}

/** Somebody's place in a group. */
export class Membership {
  /** Null when it is over. */
  group: ShareGroup | null = null;
  /** Called as it ends by its own will. */
  private onLeave: (() => void) | null = null;

  constructor(
    public subscriber: Subscriber,
    readonly asked: Asked,
  ) {}

  /** Ends it. Twice is once. */
  leave(): void {
    this.onLeave?.();
    this.onLeave = null;
    this.group?.remove(this);
  }

  /** Has something done as well when it ends. */
  alsoLeave(end: () => void): void {
    const before = this.onLeave;
    this.onLeave = () => {
      before?.();
      end();
    };
  }
}
