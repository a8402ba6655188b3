import { Fault, unauthenticated } from '../../../kernel/errors';
import type { LiveService } from '../live-service';
import type { SocketClient } from './socket-client';

/** The payload of a `pong` that answers a `ping` with a new token. */
export type RenewalAnswer = { renewed: true; expiresAt: string } | { renewed: false; code: string };

/**
 * Takes the new token of somebody who is known. What they follow goes on with it; what they may not see with it ends. A token
 * of somebody else, or one that is not good, changes nothing.
 */
export async function renewSession(
  { authenticator, sessions }: Pick<LiveService, 'authenticator' | 'sessions'>,
  client: SocketClient,
  authorization: unknown,
): Promise<RenewalAnswer> {
  try {
    const session = await authenticator.authenticate(typeof authorization === 'string' ? authorization : '');
    const { session: before } = client;
    if (!session || !before || session.identity.sub !== before.identity.sub)
      throw unauthenticated('The token is not of whom the socket belongs to.');
    client.session = session;
    sessions.renew(client.watched, session);
    for (const followed of client.followed.values()) await followed?.renew();
    return { renewed: true, expiresAt: new Date(session.until).toISOString() };
  } catch (error) {
    if (error instanceof Fault) return { renewed: false, code: error.code };
    throw error;
  }
}
