import type { DataSource } from 'typeorm';
import type { Bus, Receipt, Standing } from './bus';
import { lockOutbox } from './outbox-lock';

/** What was published last, and when; times in PostgreSQL's own words, which keep the microseconds. */
interface Published {
  receipt: Receipt;
  publishedAt: string;
}

/** A bus that has lost everything does not know the groups that are yet to come back: they get some more. */
const MARGIN = '10 minutes';

/**
 * Follows what an outbox has published until every group has applied it. Up to there nothing is ever needed again; what
 * is younger is published once more where the bus loses it.
 */
export class Settlement {
  /** What is being waited for: one thing at a time, as under a steady load the newest is never applied. */
  private awaited: Published | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly bus: Bus,
  ) {}

  /** Asks the bus, and notes how far everything is applied. Costs one short query where all of it is. */
  async check(): Promise<Standing> {
    const newest = await this.readUnsettled();
    if (!newest) return 'applied';
    if ((await this.bus.standingOf(newest.receipt)) === 'lost') return 'lost';
    this.awaited ??= newest;
    const standing = await this.bus.standingOf(this.awaited.receipt);
    if (standing === 'applied') {
      await this.db.query('UPDATE outbox_progress SET settled_at = greatest(settled_at, $1)', [
        this.awaited.publishedAt,
      ]);
      this.awaited = null;
    }
    return standing;
  }

  /** Lets everything that not every group has applied be published again, in order. @returns how many events */
  async rewind(): Promise<number> {
    this.awaited = null;
    return this.db.transaction(async (tx) => {
      if (!(await lockOutbox(tx))) return 0;
      const [, count] = await tx.query<[unknown[], number]>(
        `UPDATE outbox_events SET published_at = NULL
         WHERE published_at > (SELECT settled_at FROM outbox_progress) - interval '${MARGIN}'`,
      );
      await tx.query('UPDATE outbox_progress SET receipt = NULL');
      return count;
    });
  }

  private async readUnsettled(): Promise<Published | null> {
    const [row] = await this.db.query<Published[]>(
      `SELECT receipt, published_at::text AS "publishedAt"
       FROM outbox_progress, LATERAL (
         SELECT published_at FROM outbox_events WHERE published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1
       ) AS newest
       WHERE receipt IS NOT NULL AND published_at > settled_at`,
    );
    return row ?? null;
  }
}
