import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail as a server gets it. */
export interface ReceivedMail {
  to: string;
  /** Headers and text, decoded. */
  content: string;
}

/** A mail server on a real port that keeps what it is given. */
export interface MailServer {
  url: string;
  mails: ReceivedMail[];
  /** Refuses what comes until it is told otherwise. */
  isDown: boolean;
  stop(): Promise<void>;
}

/** Speaks as much of SMTP (RFC 5321) as a client needs that delivers one mail after the other. */
export async function startMailServer(): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    receive(socket, mailServer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mailServer: MailServer = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails: [],
    isDown: false,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return mailServer;
}

function receive(socket: Socket, server: MailServer): void {
  let waiting = '';
  let to = '';
  let isData = false;
  const reply = (line: string) => socket.write(`${line}\r\n`);
  reply(server.isDown ? '421 come again later' : '220 ready');
  socket.on('data', (chunk) => {
    waiting += chunk.toString('utf8');
    for (;;) {
      const end = isData ? '\r\n.\r\n' : '\r\n';
      const at = waiting.indexOf(end);
      if (at < 0) return;
      const text = waiting.slice(0, at);
      waiting = waiting.slice(at + end.length);
      if (isData) {
        server.mails.push({ to, content: fromQuotedPrintable(text) });
        isData = false;
        reply('250 taken');
      } else if (/^RCPT TO/i.test(text)) {
        to = /<(.*)>/.exec(text)?.[1] ?? '';
        reply('250 ok');
      } else if (/^DATA/i.test(text)) {
        isData = true;
        reply('354 go on');
      } else if (/^QUIT/i.test(text)) {
        socket.end('221 bye\r\n');
      } else reply('250 ok');
    }
  });
}

function fromQuotedPrintable(text: string): string {
  return text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
