import { getNamedType } from 'graphql';
import type { FieldTree } from '../../planning/field-needs';
import type { PreparedOperation } from '../../planning/prepare';
import type { Data, SubgraphResponse } from '../../subgraph/subgraph-response';
import type { StreamSource } from '../upstream/stream-source';
import type { Frame } from './frame';

/** What an event says of itself, as its subgraph brought it. */
export type EventMarks = Pick<Frame, 'cursor' | 'subject'>;

/** Reads the marks of a stream's events. */
export function marksReader(
  { generation }: PreparedOperation,
  { fetch, field, responseName, resume }: StreamSource,
): (event: SubgraphResponse) => EventMarks {
  const fields = generation.supergraphSchema.getSubscriptionType()?.getFields() ?? {};
  const type = getNamedType(fields[field]?.type)?.name ?? '';
  const keys = generation.fieldNeeds.keysOf(fetch.serviceName, type);
  return ({ data }) => {
    const root = data?.[responseName];
    if (!isObject(root)) return { cursor: null, subject: null };
    const cursor = resume && root[resume.cursorName];
    return { cursor: typeof cursor === 'string' ? cursor : null, subject: subjectOf(root, keys) };
  };
}

/** Equal for events about the same entity; null where none of its keys is at hand. */
function subjectOf(root: Data, keys: readonly FieldTree[]): string | null {
  for (const key of keys) {
    const values = [...key.keys()].map((name) => root[name]);
    if (values.length > 0 && values.every(isScalar)) return JSON.stringify(values);
  }
  return null;
}

function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
