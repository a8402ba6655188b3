import type { AccessConfig } from '../../../kernel/config';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { repeatWork } from '../../../kernel/repeat-work';
import type { Running } from '../../../kernel/service';
import { createMailTransport } from '../message/mail-transport';
import { sendMessages } from '../message/send-messages';
import { pruneSessions } from './prune-sessions';

const SECOND_MS = 1_000;

/** Sends the mails that are due and forgets what has had its time. */
export function startSessionWork(services: SubgraphServices, config: AccessConfig): Running {
  const { logger } = services;
  const transport = createMailTransport(config, logger);
  if (!transport)
    logger.warn('SMTP_URL is not set: invitations and links for new passwords wait until it is, or expire');
  const prune = { purpose: 'prune sessions', everyMs: 60 * SECOND_MS, work: () => pruneSessions(services) };
  const running = [repeatWork(prune, logger)];
  if (transport) {
    const work = () => sendMessages(services, { config, transport });
    running.push(repeatWork({ purpose: 'send mails', everyMs: SECOND_MS, work }, logger));
  }
  return {
    stop: async () => {
      await Promise.all(running.map((each) => each.stop()));
      transport?.close();
    },
  };
}
