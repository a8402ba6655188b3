/** Whether a statement serves a request: the outbox relay looks for work by itself, in transactions of its own. */
export function isOfRequest(sql: string): boolean {
  return !/outbox|^(START TRANSACTION|COMMIT|ROLLBACK)/i.test(sql);
}
