import type { LoadedValue } from '../cache/entity-cache';
import type { Data, SubgraphResponse } from '../subgraph/subgraph-response';
import type { Execution } from './execution';
import { Failure } from './failure';
import { cloneData } from './merge';

/** How the cache has a part of an answer. */
interface KeptValue {
  data: Data | null;
  /** Whether no string of it has anything that JSON escapes. */
  isPlain: boolean;
}

/** What the cache may keep of a part of an answer: a copy, as the data itself is added to. */
export function keepable(
  { hint, isPlain = false }: Pick<SubgraphResponse, 'hint' | 'isPlain'>,
  data: Data | Failure | null,
  isAbsent = data === null,
): LoadedValue | undefined {
  if (!hint || data instanceof Failure) return undefined;
  const value: KeptValue = { data: cloneData(data), isPlain };
  return { value, isAbsent };
}

/** What was kept, for one run to add to. */
export function takeKept(run: Execution, value: object): Data | null {
  const { data, isPlain } = value as KeptValue;
  run.isPlain &&= isPlain;
  return cloneData(data);
}
