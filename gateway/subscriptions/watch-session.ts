import type { WebSocket } from 'ws';
import type { Authenticator, Session } from '../security/verify-token';
import { closeReason } from './close-reason';

/** How long a client may take to say goodbye when its session has ended. */
const GOODBYE_MS = 2_000;

/** Sockets that are closed when the token they were opened with is not good any more. */
export interface SessionWatch {
  /** Watches a socket until it closes. Nothing is sent over it once it is being closed. */
  watch(socket: WebSocket, session: Session): void;
}

/** Closes sockets as their tokens expire, and as the issuer tells that they are revoked. */
export function watchSessions(authenticator: Authenticator): SessionWatch {
  const watched = new Map<WebSocket, Session>();

  /** @returns whether the session goes on */
  const check = (socket: WebSocket, session: Session): boolean => {
    try {
      authenticator.assertStillGood(session);
      return true;
    } catch (error) {
      socket.close(...closeReason(error));
      setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
      return false;
    }
  };
  authenticator.onRevocation(() => watched.forEach((session, socket) => void check(socket, session)));

  return {
    watch(socket, session) {
      if (socket.readyState !== socket.OPEN) return;
      watched.set(socket, session);
      let expiry: NodeJS.Timeout;
      // A timer may be a little early.
      const expire = () => void (check(socket, session) && waitForExpiry());
      const waitForExpiry = () => {
        expiry = setTimeout(expire, Math.max(1, session.until - Date.now())).unref();
      };
      waitForExpiry();
      socket.once('close', () => {
        clearTimeout(expiry);
        watched.delete(socket);
      });
    },
  };
}
