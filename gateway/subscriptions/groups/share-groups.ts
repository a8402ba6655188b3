import type { Basis } from './feed';
import { Membership } from './membership';
import { ShareGroup, type GroupOptions } from './share-group';
import { splice } from './splice';

/** Where a member belongs: with whom it may share, and where its stream is to begin. */
export interface Place {
  /** Equal only for those who may see all that the others see. */
  key: string;
  /** The last event that it has seen; null to hear of what happens from now on. */
  after: string | null;
  /** Called where a group is begun. */
  basis: () => Basis;
}

/** The streams that are followed at the moment, and by whom. */
export class ShareGroups {
  private readonly byKey = new Map<string, Set<ShareGroup>>();

  constructor(private readonly show: GroupOptions['show']) {}

  all(): ShareGroup[] {
    return [...this.byKey.values()].flatMap((groups) => [...groups]);
  }

  /** Puts a member into the group whose stream it may share; one is begun where there is none. */
  enter(member: Membership, { key, after, basis }: Place): void {
    const group = this.find(key, after) ?? this.begin(key, after, basis());
    group.add(member, after);
  }

  /** Has a member go on in another group, without losing an event or getting one twice. */
  move(member: Membership, place: Omit<Place, 'after'>): void {
    const { group: before, subscriber } = member;
    if (!before) return;
    const { position } = before;
    if (position !== null) {
      before.remove(member);
      return this.enter(member, { ...place, after: position });
    }
    // Nothing says where its stream stands, so both are listened to for a while.
    const gap = () => subscriber.gap();
    const taking = splice(
      (frame) => subscriber.next(frame),
      () => earlier.leave(),
    );
    const earlier = new Membership({ next: taking.fromOld, gap, end: () => undefined }, member.asked);
    before.replace(member, earlier);
    const settle = () => {
      taking.close();
      earlier.leave();
    };
    member.alsoLeave(settle);
    member.subscriber = {
      next: taking.fromNew,
      gap,
      end: (reason, errors) => {
        settle();
        subscriber.end(reason, errors);
      },
    };
    this.enter(member, { ...place, after: null });
  }

  /** Has a whole group go on with another plan of its operation. */
  rebase(group: ShareGroup, { key, basis }: Omit<Place, 'after'>): void {
    this.forget(group);
    group.rebase(key, basis());
    this.file(group);
  }

  private find(key: string, after: string | null): ShareGroup | undefined {
    const groups = [...(this.byKey.get(key) ?? [])];
    return groups.find((group) => (after === null ? group.startsAfter === null : group.knows(after)));
  }

  private begin(key: string, after: string | null, basis: Basis): ShareGroup {
    const group = new ShareGroup(key, basis, {
      after,
      show: this.show,
      onFrame: (each) => this.joinOthers(each),
      onClose: (each) => this.forget(each),
    });
    this.file(group);
    return group;
  }

  /** A stream that began in the past goes on in the one that it has caught up with. */
  private joinOthers(group: ShareGroup): void {
    const { position, startsAfter } = group;
    if (startsAfter === null || position === null) return;
    for (const other of this.byKey.get(group.key) ?? []) {
      if (other === group || !other.knows(position)) continue;
      for (const member of [...group.members]) {
        group.remove(member);
        other.add(member, position);
      }
      return;
    }
  }

  private file(group: ShareGroup): void {
    const groups = this.byKey.get(group.key) ?? new Set<ShareGroup>();
    this.byKey.set(group.key, groups.add(group));
  }

  private forget(group: ShareGroup): void {
    const groups = this.byKey.get(group.key);
    groups?.delete(group);
    if (groups?.size === 0) this.byKey.delete(group.key);
  }
}
