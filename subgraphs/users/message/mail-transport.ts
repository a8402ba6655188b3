import { createTransport } from 'nodemailer';
import type { AccessConfig } from '../../../kernel/config';
import type { Logger } from '../../../kernel/telemetry/logger';

/** A mail as its reader sees it. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What takes mails away. */
export interface MailTransport {
  /** Resolves once somebody else is responsible for the mail. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** For each step of a delivery, during which the message's row is locked. */
const TIMEOUT_MS = 3_000;

/**
 * The way mails go: to the mail server, or into the log where there is none and links may stand there.
 * @returns null where they can go nowhere
 */
export function createMailTransport(
  { smtpUrl, mailFrom, logsMail }: Pick<AccessConfig, 'smtpUrl' | 'mailFrom' | 'logsMail'>,
  logger: Logger,
): MailTransport | null {
  if (smtpUrl) return createSmtpTransport(smtpUrl, mailFrom);
  return logsMail ? createLogTransport(logger) : null;
}

function createSmtpTransport(smtpUrl: string, from: string): MailTransport {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    send: async (mail) => void (await transport.sendMail({ from, ...mail })),
    close: () => transport.close(),
  };
}

function createLogTransport(logger: Logger): MailTransport {
  return {
    send: async (mail) => logger.info({ mail }, 'no mail server is configured, so this was not sent'),
    close: () => undefined,
  };
}
