import { Query, type QueryConfig } from 'pg';

/** The setting that row-level security compares each row's tenant with; see decision 0011. */
export const TENANT_SETTING = 'app.tenant';

/** A named statement, so that PostgreSQL parses and plans it once for a connection. */
const NAME = 'set_tenant';
const SET_TENANT = `SELECT set_config('${TENANT_SETTING}', $1, true)`;

/** What pg's queries and connections have and its types do not say. */
interface Wire {
  parsedStatements: Record<string, string>;
  close(statement: { type: 'S'; name: string }): void;
  parse(statement: { text: string; name: string; types: number[] }): void;
  bind(portal: { statement: string; values: string[] }): void;
  execute(portal: { portal: string; rows: number }): void;
}
interface Handlers {
  prepare(wire: Wire): void;
  handleDataRow(message: object): void;
  handleCommandComplete(message: object, wire: Wire): void;
}
type WireQuery = new (config: QueryConfig & { queryMode: 'extended' }) => Query & Handlers;

/**
 * A statement and, before it in the same batch of messages, the tenant in whose name it runs. The server carries out
 * a batch in one transaction and the setting is local to it, so the statement runs under this tenant or not at all, it
 * costs no round trip, and nothing of it is left on the connection. In an explicit transaction it holds until the next
 * statement says its own, or the transaction ends.
 */
export class TenantQuery extends (Query as unknown as WireQuery) {
  private isTenantSet = false;

  constructor(
    statement: QueryConfig,
    /** Empty for none. */
    private readonly tenantId: string,
  ) {
    // Also without values: the simple protocol cannot carry a tenant, and would take several statements at once.
    super({ ...statement, queryMode: 'extended' });
  }

  override prepare(wire: Wire): void {
    if (!wire.parsedStatements[NAME]) {
      // It may exist after all, where the batch that made it was cancelled half-way. To close what is not there is no error.
      wire.close({ type: 'S', name: NAME });
      wire.parse({ text: SET_TENANT, name: NAME, types: [] });
    }
    wire.bind({ statement: NAME, values: [this.tenantId] });
    wire.execute({ portal: '', rows: 0 });
    super.prepare(wire);
  }

  override handleDataRow(message: object): void {
    if (this.isTenantSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: object, wire: Wire): void {
    if (this.isTenantSet) return super.handleCommandComplete(message, wire);
    this.isTenantSet = true;
    wire.parsedStatements[NAME] = SET_TENANT;
  }
}
