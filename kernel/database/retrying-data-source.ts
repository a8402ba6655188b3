import { DataSource, type EntityManager } from 'typeorm';
import { isRetryable } from './errors';

const MAX_TRIES = 4;

type Work<T> = (tx: EntityManager) => Promise<T>;
type TransactionArgs<T> = Parameters<typeof DataSource.prototype.transaction<T>>;

/**
 * A data source whose transactions start again from the beginning where PostgreSQL has ended them for the sake of
 * others: a deadlock, or a serialization failure. So `work` changes nothing but the database. What still fails after
 * four tries is thrown.
 */
export class RetryingDataSource extends DataSource {
  override transaction<T>(work: Work<T>): Promise<T>;
  override transaction<T>(isolation: Exclude<TransactionArgs<T>[0], Work<T>>, work: Work<T>): Promise<T>;
  override async transaction<T>(...args: unknown[]): Promise<T> {
    const transact = (this.manager.transaction as (...given: unknown[]) => Promise<T>).bind(this.manager);
    for (let tries = 1; ; tries += 1) {
      try {
        return await transact(...args);
      } catch (error) {
        if (!isRetryable(error) || tries === MAX_TRIES) throw error;
      }
    }
  }
}
