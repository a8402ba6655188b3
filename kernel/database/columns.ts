import type { ValueTransformer } from 'typeorm';

/** Reads and writes a `bigint` column as a JavaScript bigint; the driver alone would give text. */
export const bigintColumn: ValueTransformer = {
  from: (stored: string | null) => (stored === null ? null : BigInt(stored)),
  to: (value: bigint | null | undefined) =>
    value === null || value === undefined ? value : value.toString(),
};
