import type { Loader } from './loader-process';
import type { Stubs } from './stubs-process';
import type { Counters } from './stubs/counters';
import type { RunningSubject } from './subjects';
import { SKIPS, type Workload } from './workloads';

/** What a subject answers to a workload, once it was found to be right. */
export interface Verified {
  /** The answer, as base64. */
  probe: string;
  answerBytes: number;
  /** What one query costs the subgraphs when nothing else is going on. */
  perQuery: Counters;
}

/** Subjects do not give the same answer: whatever would be measured, it would not be the same work. */
export class DifferentAnswers extends Error {}

/** The pages that varied workloads are compared at. */
const PAGES = [0, 1_234, SKIPS - 1];

/** JSON with the keys of objects in order, so that equal data is equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
}

/** The canonical data of an answer without errors. */
function dataOf(subject: string, workload: Workload, body: Buffer): string {
  const { data, errors } = JSON.parse(body.toString()) as { data?: unknown; errors?: unknown };
  if (errors || !data) {
    throw new DifferentAnswers(`${subject}, ${workload.name}: ${body.toString().slice(0, 600)}`);
  }
  return canonical(data);
}

/**
 * Asks every subject the same and compares.
 * @returns what each answered, by subject
 * @throws DifferentAnswers where two differ, or one has errors
 */
export async function verify(
  workload: Workload,
  subjects: readonly RunningSubject[],
  { loader, stubs }: { loader: Loader; stubs: Stubs },
): Promise<Map<string, Verified>> {
  const verified = new Map<string, Verified>();
  for (const skip of workload.isVaried ? PAGES : [0]) {
    let first: { name: string; data: string } | null = null;
    for (const { name, url } of subjects) {
      // The first time a subject plans; the second one is like all others.
      await loader.probe(url, workload, skip);
      await stubs.reset();
      const { body } = await loader.probe(url, workload, skip);
      const perQuery = await stubs.counters();
      const bytes = Buffer.from(body, 'base64');
      const data = dataOf(name, workload, bytes);
      first ??= { name, data };
      if (data !== first.data) {
        throw new DifferentAnswers(`${workload.name}: ${name} and ${first.name} answer differently`);
      }
      verified.set(name, { probe: body, answerBytes: bytes.length, perQuery });
    }
  }
  return verified;
}
