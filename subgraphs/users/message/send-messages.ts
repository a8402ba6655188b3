import { IsNull, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import type { AccessConfig } from '../../../kernel/config';
import { withTenant } from '../../../kernel/database/tenant-scope';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { composeMail } from './compose-mail';
import type { MailTransport } from './mail-transport';
import { Message } from './message.entity';

/** What sending takes beside the services. */
export interface Sending {
  config: Pick<AccessConfig, 'appUrl' | 'sessionSecret'>;
  transport: MailTransport;
}

const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 5 * 60_000;

type SendServices = Pick<SubgraphServices, 'db' | 'clock' | 'logger'>;

/**
 * Sends the messages that are due, at least once: a crash between sending one and noting it sends it again. One that
 * fails is tried again later, until its link is void. Any number of processes may do it at the same time.
 */
export async function sendMessages(services: SendServices, sending: Sending): Promise<void> {
  const { db, clock } = services;
  const tenants = await db.query<{ tenant_id: string }[]>('SELECT tenant_id FROM tenants_with_messages($1)', [
    clock.now(),
  ]);
  for (const { tenant_id } of tenants) {
    await withTenant(tenant_id, async () => {
      while (await db.transaction((tx) => sendNext(tx, services, sending)));
    });
  }
}

/** @returns whether there was one */
async function sendNext(
  tx: EntityManager,
  { clock, logger }: SendServices,
  { config, transport }: Sending,
): Promise<boolean> {
  const now = clock.now();
  const message = await tx.findOne(Message, {
    where: { sentAt: IsNull(), nextAttemptAt: LessThanOrEqual(now), expiresAt: MoreThan(now) },
    order: { nextAttemptAt: 'ASC' },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
  });
  if (!message) return false;
  const mail = await composeMail(tx, message, config);
  const attempts = message.attempts + 1;
  const failure = mail && (await transport.send(mail).then(() => null, toError));
  const retryAt = new Date(now.getTime() + Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** message.attempts));
  const outcome = failure ? { nextAttemptAt: retryAt } : { sentAt: now };
  await tx.update(Message, { id: message.id }, { attempts, ...outcome });
  if (failure) logger.warn({ err: failure, message: message.id, attempts }, 'a mail could not be sent yet');
  return true;
}

const toError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
