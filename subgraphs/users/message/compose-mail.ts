import type { EntityManager } from 'typeorm';
import type { AccessConfig } from '../../../kernel/config';
import { Invitation } from '../invitation/invitation.entity';
import { findOrganization } from '../invitation/find-organization';
import { linkToken } from '../session/link-token';
import type { Mail } from './mail-transport';
import type { Message } from './message.entity';

type LinkConfig = Pick<AccessConfig, 'appUrl' | 'sessionSecret'>;

/**
 * The mail that a message stands for.
 * @returns null where what it is about is no longer there
 */
export async function composeMail(
  tx: EntityManager,
  message: Message,
  config: LinkConfig,
): Promise<Mail | null> {
  return message.kind === 'INVITATION' ? invitationMail(tx, message, config) : resetMail(message, config);
}

/** After the #, so that it gets into no server's log and no referrer. */
function linkTo(
  page: string,
  { tenantId, subjectId }: Message,
  { appUrl, sessionSecret }: LinkConfig,
): string {
  const url = new URL(page, appUrl.endsWith('/') ? appUrl : `${appUrl}/`);
  url.hash = `token=${linkToken(sessionSecret, { tenantId, id: subjectId })}`;
  return url.href;
}

function resetMail(message: Message, config: LinkConfig): Mail {
  return {
    to: message.recipient,
    subject: 'A new password for your account',
    text: [
      'Somebody, probably you, asked for a new password. Set it here within 15 minutes:',
      linkTo('reset-password', message, config),
      'If it was not you, there is nothing to do: your password stays as it is.',
    ].join('\n\n'),
  };
}

async function invitationMail(tx: EntityManager, message: Message, config: LinkConfig): Promise<Mail | null> {
  const invitation = await tx.findOneBy(Invitation, { id: message.subjectId });
  const organization = invitation && (await findOrganization(tx, invitation.organizationId));
  if (!organization) return null;
  return {
    to: message.recipient,
    subject: `Your account at ${organization.name}`,
    text: [
      `Hello ${invitation.givenName},`,
      `${organization.name} has an account for you. Choose a password within 7 days and you are in:`,
      linkTo('accept-invitation', message, config),
    ].join('\n\n'),
  };
}
