import { Client, type QueryConfig, type QueryResult } from 'pg';
import { TenantQuery } from './tenant-query';
import { currentTenant } from './tenant-scope';

/** Begins and ends transactions, touches no row; what such a statement runs in is told by those between. */
const TRANSACTION_CONTROL = /^(START TRANSACTION|SET TRANSACTION|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)\b/;

/**
 * A connection each of whose statements carries the tenant of the scope it is begun in, or that there is none; see
 * {@link TenantQuery}. It remembers nothing about tenants, so that nothing can be left over for the next to use it.
 */
export class TenantClient extends Client {
  constructor(...args: ConstructorParameters<typeof Client>) {
    super(...args);
    const send = this.query.bind(this) as unknown as (...all: unknown[]) => unknown;
    const query = (...all: unknown[]): unknown => {
      const [statement, values] = all as [string | QueryConfig, unknown[] | undefined];
      const text = typeof statement === 'string' ? statement : statement.text;
      // With a callback it is TypeORM's own start-up that asks.
      if (TRANSACTION_CONTROL.test(text) || typeof all.at(-1) === 'function') return send(...all);
      const config = typeof statement === 'string' ? { text, values } : statement;
      return answerOf(new TenantQuery(config, currentTenant() ?? ''), send);
    };
    this.query = query as Client['query'];
  }
}

/** Sends the query; pg gives a promise to its own queries alone. */
function answerOf(query: TenantQuery, send: (query: TenantQuery) => unknown): Promise<QueryResult> {
  const answer = new Promise<QueryResult>((resolve, reject) => {
    Object.assign(query, {
      callback: (error: Error | null, result: QueryResult) => (error ? reject(error) : resolve(result)),
    });
  });
  send(query);
  return answer;
}
