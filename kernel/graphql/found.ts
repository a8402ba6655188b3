import type DataLoader from 'dataloader';
import { notFound } from '../errors';

/**
 * The row behind a non-null reference.
 * @throws Fault NOT_FOUND where the row is missing or hidden from the caller
 */
export async function found<T>(type: string, id: string, loader: DataLoader<string, T | null>): Promise<T> {
  const row = await loader.load(id);
  if (!row) throw notFound(type, id);
  return row;
}
