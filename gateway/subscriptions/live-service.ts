import { Fault } from '../../kernel/errors';
import type { LiveConfig } from '../../kernel/live-config';
import type { Logger } from '../../kernel/telemetry/logger';
import type { OperationRequest, SchoolgraphGateway } from '../gateway';
import { createAdmission, type Admission } from '../planning/admitted-operations';
import { formatGatewayError } from '../public-error';
import type { Authenticator, Session } from '../security/verify-token';
import { Delivery, type DeliveryRules, type Outlet } from './delivery/delivery';
import { countStart, newDeliveryStatistics, type DeliveryStatistics } from './delivery/delivery-statistics';
import { Outbox } from './delivery/outbox';
import type { EndReason } from './end-reason';
import type { Membership } from './groups/membership';
import type { Refusal } from './live-engine';
import { createTally, type Tally } from './transports/tally';
import { contextOf, type OperationClient } from './transports/operation-client';
import { watchSessions, type SessionWatch } from './transports/watch-session';

/** What all transports of subscriptions have in common. */
export interface LiveService {
  gateway: SchoolgraphGateway;
  authenticator: Authenticator;
  sessions: SessionWatch;
  /** Finds out what of operations is valid. */
  admit: Admission;
  bounds: LiveConfig['bounds'];
  heartbeatMs: LiveConfig['heartbeatMs'];
  /** What is open is ended within this time when the gateway stops. */
  drainMs: number;
  /** The subscriptions of each user. */
  subscriptions: Tally;
  delivery: DeliveryRules;
  statistics: DeliveryStatistics;
  logger: Logger;
}

interface ServiceParts extends Pick<LiveService, 'gateway' | 'authenticator' | 'logger'> {
  introspection: boolean;
}

/** Puts together what all transports have in common. */
export function createLiveService(
  { introspection, ...parts }: ServiceParts,
  { buffer, bounds, heartbeatMs, drainMs }: LiveConfig,
): LiveService {
  const { authenticator } = parts;
  const statistics = newDeliveryStatistics();
  const sessions = watchSessions(authenticator);
  return {
    ...parts,
    sessions,
    admit: createAdmission({ introspection }),
    bounds,
    heartbeatMs,
    drainMs,
    subscriptions: createTally(bounds.subscriptionsPerUser),
    delivery: {
      limits: buffer,
      isAllowed: ({ session }) => session === null || sessions.isStillGood(session),
      statistics,
      outbox: new Outbox(),
    },
    statistics,
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
  const { gateway, statistics, logger } = service;
  const countEnd = countStart(statistics, outlet.transport);
  const release = service.subscriptions.add(ownerOf(client));
  if (!release) {
    countEnd('refused');
    return { errors: [formatGatewayError(tooMany(), logger)] };
  }
  const onOver = (reason: EndReason) => {
    release();
    countEnd(reason);
  };
  const delivery = new Delivery(outlet, client, service.delivery, onOver);
  const member = await gateway.live.follow(request, contextOf(client), delivery);
  if ('errors' in member) {
    delivery.stop('refused');
    return member;
  }
  const following = new Following(gateway, client, delivery, member);
  if (client.gone.aborted) following.leave(client.goneBecause);
  return following;
}

/** A class, as there are very many: methods of objects would be objects themselves. */
class Following implements Followed {
  constructor(
    private readonly gateway: SchoolgraphGateway,
    private readonly client: OperationClient,
    private readonly delivery: Delivery,
    private readonly member: Membership,
  ) {}

  leave(reason: EndReason): void {
    this.delivery.stop(reason);
    this.member.leave();
  }

  renew(): Promise<void> {
    return this.gateway.live.renew(this.member, contextOf(this.client));
  }
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
