import { Kind, type DocumentNode, type SelectionSetNode } from 'graphql';
import { ALWAYS, bothOf, type Condition } from '../condition';
import { fetchDocument } from '../fetch-document';
import { mapChildren } from '../plan-nodes';
import type { FetchNode, PlanNode } from '../planner';
import { joinArrivals, noteArrivals, type Arrivals } from './arrivals';

/** Where a fetch stands in a plan. */
interface Site {
  /** Where in the data its results go. */
  path: readonly string[];
  /** What it is under as a whole. */
  condition: Condition;
  /** What is there when it runs. */
  arrivals: Arrivals;
  /** What is there when all have run. */
  eventual: Arrivals;
}

/** A fetch with its operation, where it stands. */
export interface PlacedFetch extends Site {
  node: FetchNode;
  document: DocumentNode;
}

type Change = (fetch: PlacedFetch) => FetchNode;

/** Changes the fetches of nodes that run one after the other, in the order in which they run. */
export function mapPlacedFetches(nodes: readonly PlanNode[], change: Change): PlanNode[] {
  const eventual: Arrivals = new Map();
  const site = { path: [], condition: ALWAYS, eventual };
  for (const node of nodes) mapNode(node, { ...site, arrivals: eventual }, ({ node: fetch }) => fetch);
  const arrivals: Arrivals = new Map();
  return nodes.map((node) => mapNode(node, { ...site, arrivals }, change));
}

function mapNode(node: PlanNode, site: Site, change: Change): PlanNode {
  switch (node.kind) {
    case 'Fetch': {
      const document = fetchDocument(node);
      const changed = change({ ...site, node, document });
      // What is moved elsewhere comes before who needs it, too.
      noteArrivals(site.arrivals, broughtBy(node, document), site.path, site.condition);
      return changed;
    }
    case 'Parallel': {
      const sites = node.nodes.map(() => ({ ...site, arrivals: new Map(site.arrivals) }));
      const nodes = node.nodes.map((each, index) => mapNode(each, sites[index]!, change));
      joinArrivals(
        site.arrivals,
        sites.map(({ arrivals }) => arrivals),
      );
      return { ...node, nodes };
    }
    case 'Flatten': {
      const path = [...site.path, ...node.path.map(String)];
      return mapChildren(node, (child) => mapNode(child, { ...site, path }, change));
    }
    case 'Condition':
      return mapChildren(node, (child) => {
        const own = new Map([[node.condition, child === node.ifClause]]);
        const condition = bothOf(site.condition, own);
        return condition ? mapNode(child, { ...site, condition }, change) : child;
      });
    default:
      return mapChildren(node, (child) => mapNode(child, site, change));
  }
}

/** What a fetch asks for of the objects that it is about. */
function broughtBy(node: FetchNode, { definitions }: DocumentNode): SelectionSetNode {
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;
  const [entities] = operation.selectionSet.selections;
  const isOfEntities = node.requires && entities?.kind === Kind.FIELD && entities.selectionSet;
  return isOfEntities ? entities.selectionSet : operation.selectionSet;
}
