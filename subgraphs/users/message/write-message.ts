import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { Message } from './message.entity';

/** A mail with a link in it. */
export interface NewMessage extends Pick<
  Message,
  'tenantId' | 'kind' | 'recipient' | 'subjectId' | 'expiresAt'
> {
  now: Date;
}

/** Has a mail sent once the transaction commits: at least once then, and not at all where it does not. */
export async function writeMessage(tx: EntityManager, { now, ...message }: NewMessage): Promise<void> {
  const id = newId('msg', now.getTime());
  await tx.insert(Message, { ...message, id, createdAt: now, attempts: 0, nextAttemptAt: now, sentAt: null });
}
