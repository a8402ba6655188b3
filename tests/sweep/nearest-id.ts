import { idPrefix } from '../../kernel/ids';
import type { Row } from './databases';
import { groupBy } from './group-by';

/** How far it is to everything that is only connected by being at the same school. */
const HUBS: Readonly<Record<string, number>> = { org: 1_000, sch: 100 };

/**
 * Finds ids that belong together: of each kind the one closest to `subjects`, where two ids in one row are one step
 * apart. What is asked about a pupil's enrolment and a lesson is then about a lesson of that very course.
 * @returns by the prefix of a kind, its ids from the closest to the farthest
 */
export function idsByNearness(rows: readonly Row[], subjects: readonly string[]): Map<string, string[]> {
  const neighbours = new Map<string, Set<string>>();
  for (const { ids } of rows) {
    for (const id of ids) {
      const known = neighbours.get(id) ?? new Set();
      for (const other of ids) known.add(other);
      neighbours.set(id, known);
    }
  }
  const distances = subjects.map((subject) => distancesFrom(subject, neighbours));
  const total = (id: string) => distances.reduce((sum, map) => sum + (map.get(id) ?? 10_000), 0);
  const sorted = [...neighbours.keys()].sort((a, b) => total(a) - total(b) || (a < b ? -1 : 1));
  return groupBy(sorted, (id) => idPrefix(id)!);
}

function distancesFrom(start: string, neighbours: ReadonlyMap<string, Set<string>>): Map<string, number> {
  const distances = new Map([[start, 0]]);
  const waiting: string[][] = [[start]];
  for (let distance = 0; distance < waiting.length; distance += 1) {
    for (const id of waiting[distance] ?? []) {
      if (distances.get(id) !== distance) continue;
      const next = distance + (HUBS[idPrefix(id)!] ?? 1);
      for (const other of neighbours.get(id) ?? []) {
        if ((distances.get(other) ?? Infinity) <= next) continue;
        distances.set(other, next);
        (waiting[next] ??= []).push(other);
      }
    }
  }
  return distances;
}
