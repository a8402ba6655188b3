import type { FieldNeeds, FieldTree } from '../field-needs';
import { mapChildren, placeOf, sequence } from '../plan-nodes';
import type { FetchNode, PlanNode, QueryPlan } from '../planner';
import { entityFetch, treeOfRequires } from './fetch-text';
import { mapPlacedFetches } from './map-placed-fetches';
import { withoutMisplaced, type MisplacedField, type Relocation } from './misplaced-fields';

/** A misplaced field and the fetch that brings it. */
interface Moved extends MisplacedField {
  fetch: PlanNode;
  /** The path of the field, without lists. */
  place: string;
  /** The places of what it needs. */
  needs: readonly string[];
}

/**
 * Mends what the planner does where a field that `@requires` names has a `@requires` of its own. To save a fetch it
 * merges what it needs for the one into the fetch before, although the subgraph asked there only knows the fields as
 * external, or has not been told yet what they need. Such fields get fetches of their own, right before the fetch that
 * they are needed for.
 */
export function mendPlan(needs: FieldNeeds, plan: QueryPlan): QueryPlan {
  const { node } = plan;
  if (!needs.hasChains || !node) return plan;
  if (node.kind !== 'Subscription') {
    const mended = mendNodes(needs, [node]);
    return mended ? { ...plan, node: sequence(mended) } : plan;
  }
  const mended = mendNodes(needs, node.rest ? [node.primary, node.rest] : [node.primary]);
  if (!mended) return plan;
  const [primary, ...rest] = mended;
  return { ...plan, node: { kind: 'Subscription', primary: primary as FetchNode, rest: sequence(rest) } };
}

/**
 * Mends nodes that run one after the other; a fetch among them stays where it is.
 * @returns null where nothing is to be mended
 */
function mendNodes(needs: FieldNeeds, nodes: readonly PlanNode[]): PlanNode[] | null {
  const moved: Moved[] = [];
  const cleaned = mapPlacedFetches(nodes, (fetch) =>
    withoutMisplaced(needs, fetch, (misplaced) => {
      const relocation = relocate(needs, misplaced);
      if (relocation) moved.push(moveTo(needs, misplaced, relocation));
      return relocation;
    }),
  );
  if (moved.length === 0) return null;
  const placed: Moved[] = [];
  const mended = cleaned.map((node) => insertBefore(node, moved, placed));
  const rest = inOrder(moved.filter((each) => !placed.includes(each)));
  return [...mended, ...rest.map(({ fetch }) => fetch)];
}

/** A field that the subgraph resolves stays there and is told what it needs; others are asked of who resolves them. */
function relocate(needs: FieldNeeds, { subgraph, type, field }: MisplacedField): Relocation | null {
  const owners = needs.ownersOf(type, field.name.value);
  const candidates = owners.includes(subgraph) ? [subgraph] : owners;
  const isKnown = (key: FieldTree) =>
    [...key.keys()].every((name) => needs.statedIn(subgraph, type, name) !== undefined);
  for (const candidate of candidates) {
    const key = needs.keysOf(candidate, type).find(isKnown);
    if (key) return { subgraph: candidate, key };
  }
  return null;
}

function moveTo(needs: FieldNeeds, misplaced: MisplacedField, { subgraph, key }: Relocation): Moved {
  const { type, path, field } = misplaced;
  const required = needs.requiredBy(subgraph, type, field.name.value);
  const fetch = entityFetch(subgraph, misplaced, required ? [key, required] : [key]);
  const named = (name: string) => placeOf([...path, name]);
  return {
    ...misplaced,
    fetch: path.length > 0 ? { kind: 'Flatten', path: [...path], node: fetch } : fetch,
    place: named((field.alias ?? field.name).value),
    needs: [...(required?.keys() ?? [])].map(named),
  };
}

/** Puts before each fetch the moved fields that it tells its subgraph, and notes each in `placed`. */
function insertBefore(node: PlanNode, moved: readonly Moved[], placed: Moved[]): PlanNode {
  if (node.kind === 'Flatten' && node.node.kind === 'Fetch') {
    const told = placesIn(treeOfRequires(node.node.requires ?? []), node.path.map(String));
    const before = inOrder(neededFor(told, moved));
    placed.push(...before);
    return before.length > 0 ? sequence([...before.map(({ fetch }) => fetch), node]) : node;
  }
  if (node.kind === 'Parallel') return insertAmong(node.nodes, moved, placed);
  return mapChildren(node, (child) => insertBefore(child, moved, placed));
}

/** What is moved may need what the other branches fetch: they come first. */
function insertAmong(branches: readonly PlanNode[], moved: readonly Moved[], placed: Moved[]): PlanNode {
  const mended = branches.map((branch) => {
    const known = placed.length;
    return { node: insertBefore(branch, moved, placed), isChanged: placed.length > known };
  });
  const [changed, others] = [true, false].map((isChanged) =>
    mended.filter((each) => each.isChanged === isChanged).map(({ node }) => node),
  ) as [PlanNode[], PlanNode[]];
  if (changed.length === 0 || others.length === 0)
    return { kind: 'Parallel', nodes: [...others, ...changed] };
  return sequence([{ kind: 'Parallel', nodes: others }, ...changed]);
}

function neededFor(places: readonly string[], moved: readonly Moved[]): Moved[] {
  const needed = new Set<Moved>();
  const add = (wanted: readonly string[]) => {
    for (const each of moved) {
      if (needed.has(each) || !wanted.includes(each.place)) continue;
      needed.add(each);
      add(each.needs);
    }
  };
  add(places);
  return [...needed];
}

/** What others need comes first. */
function inOrder(moved: readonly Moved[]): Moved[] {
  const ordered: Moved[] = [];
  const visit = (each: Moved) => {
    if (ordered.includes(each)) return;
    for (const other of moved) if (other !== each && each.needs.includes(other.place)) visit(other);
    ordered.push(each);
  };
  moved.forEach(visit);
  return ordered;
}

function placesIn(tree: FieldTree, path: readonly string[]): string[] {
  return [...tree].flatMap(([name, below]) => [
    placeOf([...path, name]),
    ...placesIn(below, [...path, name]),
  ]);
}
