/** What services do by themselves: the relay looks for events, users for mails that are due and for what is to be forgotten. */
const OWN_WORK =
  /outbox|tenants_with_messages|tenant_ids|^DELETE FROM (token_revocations|known_addresses|sessions|password_resets|messages|sign_in_throttles)\b/i;

/** Whether a statement serves a request, and is none that begins or ends a transaction. */
export function isOfRequest(sql: string): boolean {
  return !OWN_WORK.test(sql) && !/^(START TRANSACTION|COMMIT|ROLLBACK)/i.test(sql);
}
