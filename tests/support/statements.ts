/** The relay looks for events, users for mails and imports that are due and for what is to be forgotten. */
const OWN_WORK =
  /outbox|tenants_with_messages|tenants_with_imports|tenant_ids|^DELETE FROM (token_revocations|known_addresses|sessions|password_resets|messages|sign_in_throttles)\b/i;
/** The gateway asks every second what was revoked. */
const FEED = /revocations_since|pg_snapshot_xmin/i;
const TRANSACTION_CONTROL = /^(START TRANSACTION|SET TRANSACTION|COMMIT|ROLLBACK)/i;

/** Whether a statement serves a client's request, and is none that begins or ends a transaction. */
export function isOfRequest(sql: string): boolean {
  return ![OWN_WORK, FEED, TRANSACTION_CONTROL].some((pattern) => pattern.test(sql));
}
