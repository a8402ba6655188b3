import { filterMap } from '../../../kernel/async-iterator';
import { requireViewer } from '../../../kernel/auth/viewer';
import type { UsersContext } from '../context';
import type { SessionRevocation } from '../mappers';
import type { SessionEndReason } from '../schema.generated';

/**
 * The caller's own sessions as they end, from now on.
 * @throws Fault UNAUTHENTICATED for an anonymous caller
 */
export function watchSessions({
  bus,
  viewer,
}: Pick<UsersContext, 'bus' | 'viewer'>): AsyncIterableIterator<{ sessionRevoked: SessionRevocation }> {
  const { userId } = requireViewer(viewer);
  return filterMap(bus.subscribe(['session.ended']), (event) => {
    if (event.name !== 'session.ended' || event.payload.userId !== userId) return undefined;
    const { sessionId, reason, endedAt: at } = event.payload;
    return { sessionRevoked: { sessionId, reason: reason as SessionEndReason, at } };
  });
}
