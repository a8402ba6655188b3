import { Client, type QueryConfig, type QueryResult } from 'pg';
import { TenantQuery } from './tenant-query';
import { currentTenant } from './tenant-scope';

/** Begins and ends transactions, touches no row; what such a statement runs in is told by those between. */
const TRANSACTION_CONTROL = /^(START TRANSACTION|SET TRANSACTION|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)\b/;

type Send = (...args: unknown[]) => unknown;

/**
 * A connection each of whose statements carries the tenant of the scope it is begun in, or that there is none; see
 * {@link TenantQuery}. What it remembers of a transaction's tenant only serves to refuse another one's statement.
 */
export class TenantClient extends Client {
  private tenantOfTransaction: string | undefined;

  constructor(...args: ConstructorParameters<typeof Client>) {
    super(...args);
    const send = this.query.bind(this) as unknown as Send;
    const query: Send = (...all) => {
      const [statement, values] = all as [string | QueryConfig, unknown[] | undefined];
      const config = typeof statement === 'string' ? { text: statement, values } : statement;
      if (config.text.startsWith('START TRANSACTION')) this.tenantOfTransaction = undefined;
      // With a callback it is TypeORM's own start-up that asks.
      if (TRANSACTION_CONTROL.test(config.text) || typeof all.at(-1) === 'function') return send(...all);
      const tenantId = currentTenant() ?? '';
      this.assertOneTenant(tenantId);
      return answerOf(new TenantQuery(config, tenantId), send);
    };
    this.query = query as Client['query'];
  }

  /**
   * What is checked at commit is checked in the name of the transaction's last statement: in another tenant's name it
   * would not see the rows that it is about.
   */
  private assertOneTenant(tenantId: string): void {
    if (this.getTransactionStatus() !== 'T') return;
    this.tenantOfTransaction ??= tenantId;
    if (this.tenantOfTransaction === tenantId) return;
    throw new Error('A transaction is of one tenant, and this statement is of another one');
  }
}

/** Sends the query; pg gives a promise to its own queries alone. */
function answerOf(query: TenantQuery, send: Send): Promise<QueryResult> {
  const answer = new Promise<QueryResult>((resolve, reject) => {
    Object.assign(query, {
      callback: (error: Error | null, result: QueryResult) => (error ? reject(error) : resolve(result)),
    });
  });
  send(query);
  return answer;
}
