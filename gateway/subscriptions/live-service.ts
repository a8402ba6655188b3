import { Fault } from '../../kernel/errors';
import type { LiveConfig } from '../../kernel/live-config';
import type { Logger } from '../../kernel/telemetry/logger';
import type { OperationRequest, SchoolgraphGateway } from '../gateway';
import { formatGatewayError } from '../public-error';
import type { Authenticator, Session } from '../security/verify-token';
import { Delivery, type Outlet } from './delivery/delivery';
import { countStart, newDeliveryStatistics, type DeliveryStatistics } from './delivery/delivery-statistics';
import type { BufferLimits } from './delivery/overflow';
import type { EndReason } from './end-reason';
import type { Refusal } from './live-engine';
import { createTally, type Tally } from './transports/tally';
import { contextOf, type OperationClient } from './transports/operation-client';
import { watchSessions, type SessionWatch } from './transports/watch-session';

/** What all transports of subscriptions have in common. */
export interface LiveService {
  gateway: SchoolgraphGateway;
  authenticator: Authenticator;
  sessions: SessionWatch;
  introspection: boolean;
  limits: BufferLimits;
  bounds: LiveConfig['bounds'];
  heartbeatMs: LiveConfig['heartbeatMs'];
  /** The subscriptions of each user. */
  subscriptions: Tally;
  statistics: DeliveryStatistics;
  logger: Logger;
}

type ServiceParts = Pick<LiveService, 'gateway' | 'authenticator' | 'introspection' | 'logger'>;

/** Puts together what all transports have in common. */
export function createLiveService(
  parts: ServiceParts,
  { buffer, bounds, heartbeatMs }: LiveConfig,
): LiveService {
  return {
    ...parts,
    sessions: watchSessions(parts.authenticator),
    limits: buffer,
    bounds,
    heartbeatMs,
    subscriptions: createTally(bounds.subscriptionsPerUser),
    statistics: newDeliveryStatistics(),
  };
}

/** A subscription that a client follows. */
export interface Followed {
  /** Ends it; twice is once. */
  leave(reason: EndReason): void;
  /** Goes on with the token that the client has now. */
  renew(): Promise<void>;
}

/** Begins a subscription of a client. */
export async function follow(
  service: LiveService,
  client: OperationClient,
  request: OperationRequest,
  outlet: Outlet,
): Promise<Followed | Refusal> {
  const { gateway, limits, statistics, logger } = service;
  const countEnd = countStart(statistics, outlet.transport);
  const release = service.subscriptions.add(ownerOf(client));
  if (!release) {
    countEnd('refused');
    return { errors: [formatGatewayError(tooMany(), logger)] };
  }
  const isAllowed = () => refusalOf(service.authenticator, client.session) === null;
  const onOver = (reason: EndReason) => {
    release();
    countEnd(reason);
  };
  const delivery = new Delivery(outlet, { limits, isAllowed, statistics, onOver });
  const member = await gateway.live.follow(request, contextOf(client), delivery);
  if ('errors' in member) {
    delivery.stop('refused');
    return member;
  }
  const leave = (reason: EndReason) => {
    delivery.stop(reason);
    member.leave();
  };
  if (client.gone.aborted) leave(client.goneBecause);
  return { leave, renew: () => gateway.live.renew(member, contextOf(client)) };
}

/** Why a token that was good is not so any more; null where it is. */
export function refusalOf(authenticator: Authenticator, session: Session | null): Fault | null {
  try {
    if (session) authenticator.assertStillGood(session);
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** Whom a client's sockets and subscriptions are counted for: users, and addresses of those who are nobody. */
export function ownerOf({
  session,
  clientAddress,
}: Pick<OperationClient, 'session' | 'clientAddress'>): string {
  return session ? `user ${JSON.stringify(session.identity.sub)}` : `address ${clientAddress}`;
}

/** Refuses one subscription more than there may be. */
export function tooMany(): Fault {
  return new Fault('TOO_MANY_SUBSCRIPTIONS', 'You have too many subscriptions open.');
}
