import { Client } from 'pg';
import { isOfRequest } from '../support/statements';

/** What PostgreSQL itself counts of the statements of one database; see `pg_stat_statements`. */
export interface StatementStatistics {
  /** How many statements of requests were run since the last call. */
  take(): Promise<number>;
  close(): Promise<void>;
}

/** @param url of a superuser, on a server that has loaded `pg_stat_statements` */
export async function openStatementStatistics(url: string): Promise<StatementStatistics> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  return {
    async take() {
      const { rows } = await client.query<{ query: string; calls: string }>(
        `SELECT query, calls FROM pg_stat_statements
         WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      await client.query('SELECT pg_stat_statements_reset()');
      const ofRequests = rows.filter(
        ({ query }) => isOfRequest(query) && !query.includes('pg_stat_statements'),
      );
      return ofRequests.reduce((sum, { calls }) => sum + Number(calls), 0);
    },
    close: () => client.end(),
  };
}
