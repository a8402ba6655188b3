import { IsNull, MoreThan } from 'typeorm';
import { requireViewer } from '../../../kernel/auth/viewer';
import type { UsersContext } from '../context';
import { IDLE_MS } from './judge-refresh';
import { Session } from './session.entity';

/** Where the caller is signed in, the last used first. There are never more than one page of them. */
export function listSessions({
  db,
  clock,
  viewer,
}: Pick<UsersContext, 'db' | 'clock' | 'viewer'>): Promise<Session[]> {
  const { userId } = requireViewer(viewer);
  const now = clock.now();
  return db.getRepository(Session).find({
    where: {
      userId,
      endedAt: IsNull(),
      expiresAt: MoreThan(now),
      lastUsedAt: MoreThan(new Date(now.getTime() - IDLE_MS)),
    },
    order: { lastUsedAt: 'DESC', id: 'DESC' },
  });
}
