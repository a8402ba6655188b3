import type { ServiceName } from '../../kernel/config';
import { RASOHA } from '../../platform/demo/schools';
import type { CursorEvent } from '../support/resuming-subscriber';
import { EVENT_ID } from './workload';

/** A field of the subscription type that can be taken up again, and where the truth about it is. */
export interface FollowedField {
  field: string;
  service: ServiceName;
  /** The argument that says whose events they are … */
  argument: string;
  /** … and the SQL that finds its value among the school's, as `id`. */
  subject: string;
  topic: (subject: string) => string;
  /** Who may follow it. */
  logins: readonly string[];
  /** What is asked for of an event besides its cursor, and what of that tells one event from another. */
  selection: string;
  content: (event: CursorEvent) => string;
  /** SQL for the same of an `event` in the outbox, or of its `place` on the topic. */
  truth: string;
  /** Whether it tells what events come to, and several of them at once: then the last one must come, and none go back. */
  isState?: boolean;
}

/** What subscribers follow in a campaign: whatever they are told of it must be what has been committed, each once. */
export const FOLLOWED_FIELDS: readonly FollowedField[] = [
  {
    ...{ field: 'registerSubmitted', service: 'attendance', logins: ['office', 'principal'] },
    ...{ argument: 'schoolId', subject: `SELECT '${RASOHA.id}' AS id`, topic: (id) => `registers of ${id}` },
    ...{ selection: 'session { id } version', truth: `aggregate_id || ':' || (payload ->> 'version')` },
    content: ({ session, version }) => `${(session as { id: string }).id}:${version as number}`,
  },
  {
    ...{ field: 'attendanceTotalsChanged', service: 'attendance', logins: ['office'], isState: true },
    ...{ argument: 'schoolId', subject: `SELECT '${RASOHA.id}' AS id`, topic: (id) => `registers of ${id}` },
    ...{ selection: 'sequence', truth: 'place.sequence::text' },
    content: ({ sequence }) => String(sequence),
  },
  {
    ...{ field: 'transactionPosted', service: 'finance', logins: ['bursar'], argument: 'ledgerId' },
    subject: `SELECT ledger_id AS id FROM accounts a JOIN ledgers l ON l.id = ledger_id
      WHERE school_id = '${RASOHA.id}' ORDER BY a.id`,
    ...{ topic: (id) => `postings to ${id}` },
    ...{ selection: 'transaction { id }', truth: `payload ->> 'transactionId'` },
    content: ({ transaction }) => (transaction as { id: string }).id,
  },
  {
    ...{ field: 'eventAvailability', service: 'resources', logins: ['office'], isState: true },
    ...{ argument: 'eventId', subject: `SELECT '${EVENT_ID}' AS id`, topic: (id) => `places at ${id}` },
    ...{ selection: 'sequence', truth: 'place.sequence::text' },
    content: ({ sequence }) => String(sequence),
  },
];

/** The subscription to a field, its subject given as `$subject`. */
export function subscriptionTo({ field, argument, selection }: FollowedField): string {
  return `subscription ($subject: ID!, $after: String) {
    event: ${field}(${argument}: $subject, after: $after) { cursor ${selection} } }`;
}
