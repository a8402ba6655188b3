import type { Operation } from './operations';

/** A reply over HTTP with its status. */
export interface Answer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
}

const INSTANT = /"\d{4}-\d\d-\d\dT[\d:.]+Z"/g;
const STARTED = new Date();

/** Makes answers comparable: ids that were sent give way to their places, the time of the sweep to a word. */
export function comparable(answer: object, sent: ReadonlyMap<string, string> = new Map()): string {
  let text = JSON.stringify(inOrder(answer as Answer));
  for (const [place, id] of sent) text = text.replaceAll(id, `<${place}>`);
  const isNow = (instant: Date) => instant >= STARTED && instant <= new Date();
  return text.replace(INSTANT, (instant) =>
    isNow(new Date(JSON.parse(instant) as string)) ? '"now"' : instant,
  );
}

/** Errors of fields that are resolved side by side come in any order. */
const inOrder = (answer: Answer): object =>
  answer.errors ? { ...answer, errors: answer.errors.map((error) => JSON.stringify(error)).sort() } : answer;

/** What a mutation came to: its errors, and which parts of the payload there are. */
export function outcomeOf({ field }: Operation, { status, data, errors }: Answer): Answer {
  const payload = Object.entries(data?.[field] ?? {});
  const parts = payload.map(([name, value]) => [
    name,
    name === 'userErrors' ? (value as unknown) : value === null,
  ]);
  return { status, errors, data: { [field]: Object.fromEntries(parts) as unknown } };
}

/** Every code in an answer, of errors and of user errors. */
export function codesOf({ field }: Operation, { data, errors = [] }: Answer): string[] {
  const payload = data?.[field] as { userErrors?: { code: string }[] } | null | undefined;
  const userErrors = (payload?.userErrors ?? []).map(({ code }) => code);
  return [...errors.map(({ extensions }) => String(extensions?.code)), ...userErrors];
}

/** Codes that no generated call may be answered with: it was no call, or something broke. */
const BROKEN = new Set(['INTERNAL', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'SUBGRAPH_TIMEOUT', 'SUBGRAPH_UNAVAILABLE', 'undefined']); // prettier-ignore

/** @throws Error where the call itself was at fault, or the platform: then its answer shows nothing */
export function assertSound(operation: Operation, variables: object, answer: Answer): void {
  const broken = codesOf(operation, answer).find((code) => BROKEN.has(code));
  if (!broken) return;
  const told = JSON.stringify(answer.errors).slice(0, 1_000);
  throw new Error(`${operation.name} with ${JSON.stringify(variables)} is answered with ${broken}: ${told}`);
}

/** Codes with which a caller is told that something is not theirs. */
const REFUSALS = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND']);

/** Whether the caller was told that the object is not theirs, or got none. */
export function isRefused(operation: Operation, answer: Answer): boolean {
  const root = answer.data?.[operation.field] ?? null;
  const ofRoot = (answer.errors ?? []).filter(({ path = [] }) => path.length <= 1);
  const codes = codesOf(operation, { ...answer, errors: ofRoot });
  return root === null || codes.some((code) => REFUSALS.has(code));
}
