import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from 'pg';

import { RASOHA } from '../../platform/demo/schools';
import { ResumingSubscriber } from '../support/resuming-subscriber';
import { FOLLOWED_FIELDS, type FollowedField, subscriptionTo } from './followed-fields';
import type { Owners } from './owners';
import { cursorOf, findSequenceFaults, placeOf, type Truth } from './sequence';
import type { SignedIn } from './signed-in';

/** The first event of each must come within this time, and the last one after everything has come to rest. */
const PATIENCE_MS = 180_000;

/** How subscribers fared. */
export interface FollowingFigures {
  subscribers: number;
  events: number;
  gaps: number;
  duplicates: number;
  outOfOrder: number;
  wrong: number;
  /** SUBSCRIPTION_GAP, and streams that said that they may have missed something. */
  gapsTold: number;
  /** How often streams ended and were taken up again, by the reason that was given. */
  resumed: Record<string, number>;
}

interface Following {
  name: string;
  field: FollowedField;
  subject: string;
  /** The place that it was told to begin after; null for one that began with what happened then. */
  after: number | null;
  subscriber: ResumingSubscriber;
}

/** Clients of both gateways who follow what can be taken up again, for as long as a campaign lasts. */
export class Subscribers {
  private constructor(private readonly followings: readonly Following[]) {}

  /** Of each field and person, one begins where the topic stands, and one with what happens from now on. */
  static async start(
    urls: readonly string[],
    owners: Owners,
    people: Readonly<Record<string, SignedIn>>,
  ): Promise<Subscribers> {
    const followings: Following[] = [];
    for (const field of FOLLOWED_FIELDS) {
      const owner = owners[field.service];
      const { rows } = await owner.query<{ id: string }>(`${field.subject} LIMIT 1`);
      const subject = rows[0]!.id;
      const last = await readLast(owner, field.topic(subject));
      for (const login of field.logins) {
        for (const after of [last, null]) {
          const options = {
            ...{ urls, query: subscriptionTo(field), variables: { subject } },
            ...{ token: () => people[login]!.token(), after: after === null ? null : cursorOf(after) },
          };
          const subscriber = new ResumingSubscriber(options, followings.length);
          const name = `${login} on ${field.field} ${followings.length + 1}`;
          followings.push({ name, field, subject, after, subscriber });
          subscriber.start();
        }
      }
    }
    return new Subscribers(followings);
  }

  /** Waits until each has had an event, from which on it may miss none. */
  async untilFollowing(): Promise<void> {
    if (await this.until(() => this.followings.every(({ subscriber }) => subscriber.events.length > 0)))
      return;
    const silent = this.followings.filter(({ subscriber }) => subscriber.events.length === 0);
    throw new Error(
      silent.map(({ name, subscriber }) => `${name}: ${JSON.stringify([...subscriber.breaks])}`).join('; '),
    );
  }

  /** Lets them catch up, and says what of the truth they were not told, or were told otherwise. */
  async end(owners: Owners): Promise<{ figures: FollowingFigures; violations: string[] }> {
    const truths = new Map<Following, Truth>();
    for (const each of this.followings)
      truths.set(each, await readTruth(owners[each.field.service], each.field, each.subject));
    await this.until(() => this.followings.every((each) => hasCaughtUp(each, truths.get(each)!)));
    await this.stop();

    const figures: FollowingFigures = {
      ...{ subscribers: this.followings.length, events: 0, gaps: 0, duplicates: 0, outOfOrder: 0, wrong: 0 },
      ...{ gapsTold: 0, resumed: {} },
    };
    const violations: string[] = [];
    for (const each of this.followings) {
      const { name, field, after, subscriber } = each;
      const told = subscriber.events.map((event) => ({
        cursor: event.cursor,
        content: field.content(event),
      }));
      const faults = findSequenceFaults(told, truths.get(each)!, { after, isState: field.isState });
      figures.events += told.length;
      for (const kind of ['gaps', 'duplicates', 'outOfOrder', 'wrong'] as const)
        figures[kind] += faults[kind];
      violations.push(...faults.details.map((detail) => `subscriber ${name}: ${detail}`));
      for (const [reason, count] of subscriber.breaks) {
        figures.resumed[reason] = (figures.resumed[reason] ?? 0) + count;
        if (!TELLS_GAP.test(reason)) continue;
        figures.gapsTold += count;
        violations.push(`subscriber ${name}: was told of a gap, ${reason}`);
      }
    }
    return { figures, violations };
  }

  async stop(): Promise<void> {
    await Promise.all(this.followings.map(({ subscriber }) => subscriber.stop()));
  }

  private async until(isSo: () => boolean): Promise<boolean> {
    for (const start = Date.now(); !isSo(); await sleep(100))
      if (Date.now() - start > PATIENCE_MS) return false;
    return true;
  }
}

const TELLS_GAP = /^SUBSCRIPTION_GAP$|^told /;

function hasCaughtUp({ subscriber: { position } }: Following, truth: Truth): boolean {
  return position !== null && placeOf(position) >= Math.max(0, ...truth.keys());
}

async function readLast(owner: Client, topic: string): Promise<number> {
  const { rows } = await owner.query<{ last: string }>(
    'SELECT last_sequence AS last FROM topics WHERE tenant_id = $1 AND topic = $2',
    [RASOHA.tenantId, topic],
  );
  return Number(rows[0]?.last ?? 0);
}

async function readTruth(
  owner: Client,
  { topic, truth }: FollowedField,
  subject: string,
): Promise<Map<number, string>> {
  const { rows } = await owner.query<{ place: string; content: string }>(
    `SELECT place.sequence AS place, ${truth} AS content
     FROM topic_events place JOIN outbox_events event ON event.sequence = place.outbox_sequence
     WHERE place.tenant_id = $1 AND place.topic = $2 ORDER BY place.sequence`,
    [RASOHA.tenantId, topic(subject)],
  );
  return new Map(rows.map(({ place, content }) => [Number(place), content]));
}
