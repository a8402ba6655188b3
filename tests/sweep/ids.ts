import { ID_PREFIXES } from '../../schema/id-prefixes';
import type { Row } from './databases';
import { idsByNearness } from './nearest-id';

/** Ids of a type, those that fit together best first; empty where there are none. */
export type Ids = (type: string) => readonly string[];

/** Tells the type of an id by its prefix: of nodes from the schema, of all else from answers. */
export class IdBook {
  private readonly prefixes = new Map<string, string>(Object.entries(ID_PREFIXES));

  /** Takes note of the ids in an answer. */
  learn(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const { __typename: type, id } = value as { __typename?: unknown; id?: unknown };
    if (typeof type === 'string' && typeof id === 'string')
      this.prefixes.set(type, id.slice(0, id.indexOf('_')));
    for (const part of Object.values(value)) this.learn(part);
  }

  /** The ids in rows by type, the closest to `subjects` first. */
  idsIn(rows: readonly Row[], subjects: readonly string[]): Ids {
    const byPrefix = idsByNearness(rows, subjects);
    return (type) => byPrefix.get(this.prefixes.get(type) ?? '') ?? [];
  }
}
