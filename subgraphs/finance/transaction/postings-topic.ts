/** The topic on which a ledger's transactions are, as they are posted. */
export function postingsTo(ledgerId: string): string {
  return `postings to ${ledgerId}`;
}
