import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { compileRepresentation } from './compile-representation';
import type { Failure } from './failure';
import { onlyWithKey } from './only-with-key';
import { getOwn } from './own-property';
import type { PlanCompiler } from './plan-step';
import { typenameOf } from './type-condition';

/** Entities that a subgraph is told the same of. */
export interface EntityGroup {
  /** Their representation, as JSON. */
  text: string;
  entities: Data[];
}

/**
 * Puts entities together that have the same representation.
 * @param onBroken hears of those that have none, and why if there is a reason
 */
export type EntityGrouper = (
  entities: readonly Data[],
  onBroken: (entity: Data, reason: Failure | null) => void,
) => EntityGroup[];

/** The groups whose representations begin with the same values. */
class Branch {
  group: EntityGroup | null = null;
  private next: Map<unknown, Branch> | null = null;

  /** The part of them that has this value next. */
  at(value: unknown): Branch {
    this.next ??= new Map();
    let branch = this.next.get(value);
    if (!branch) this.next.set(value, (branch = new Branch()));
    return branch;
  }
}

/** Compiles the grouping of the entities of a fetch. */
export function compileGrouping(compiler: PlanCompiler, node: FetchNode): EntityGrouper {
  const representation = compileRepresentation(compiler.schema, node);
  // What it leaves out depends on the type alone, as do the groups.
  const write = onlyWithKey(compiler, node, representation.write);

  return (entities, onBroken) => {
    const groups: EntityGroup[] = [];
    const [byValues, byText] = [new Branch(), new Branch()];
    for (const entity of entities) {
      const known = branchOf(byValues, entity);
      if (known?.group) {
        known.group.entities.push(entity);
        continue;
      }
      // Written only when it is met for the first time: that costs many times what finding it does.
      const text = write(entity);
      if (typeof text !== 'string') {
        onBroken(entity, text);
        continue;
      }
      const branch = known ?? byText.at(text);
      if (branch.group) branch.group.entities.push(entity);
      else groups.push((branch.group = { text, entities: [entity] }));
    }
    return groups;
  };

  /** Where the values that make an entity's representation lead to; null where they are not all plain. */
  function branchOf(root: Branch, entity: Data): Branch | null {
    const typename = typenameOf(entity);
    const sources = typename === undefined ? null : representation.sourcesOf(typename);
    if (!sources) return null;
    let branch = root.at(typename);
    for (const source of sources) {
      const value = getOwn(entity, source);
      if (value === undefined || (typeof value === 'object' && value !== null)) return null;
      branch = branch.at(value);
    }
    return branch;
  }
}
