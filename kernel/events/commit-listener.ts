import { Client, type ClientConfig } from 'pg';
import type { DataSource } from 'typeorm';

/**
 * Hears `NOTIFY outbox` on a connection of its own, not one of the pool, which would lack it for good. Only makes
 * publication prompt: while it is lost, the relay finds by polling what was committed.
 */
export class CommitListener {
  private client: Client | null = null;
  private closed = false;

  constructor(
    private readonly db: DataSource,
    private readonly onCommit: () => void,
  ) {}

  /** Connects unless it is connected or connecting; called again after a loss. Never rejects. */
  async listen(): Promise<void> {
    if (this.client || this.closed) return;
    const client = (this.client = new Client({
      ...connectionOf(this.db),
      connectionTimeoutMillis: 5000,
    }));
    client.on('notification', this.onCommit);
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    await client
      .connect()
      .then(() => client.query('LISTEN outbox'))
      .catch(() => this.lose(client));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end().catch(() => undefined);
  }

  private lose(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    client.end().catch(() => undefined);
  }
}

/** Where the pool's connections go and whom they act as. */
function connectionOf({ options }: DataSource): ClientConfig {
  if (options.type !== 'postgres' || !options.url) throw new Error('The outbox needs a PostgreSQL URL');
  const { options: startUp } = options.extra as ClientConfig;
  return { connectionString: options.url, options: startUp };
}
