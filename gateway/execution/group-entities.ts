import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { compileRepresentation, type Representation } from './compile-representation';
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

/** Groups, or what there is for the next value, by a value that makes a representation. */
type Level = Map<unknown, unknown>;

/** The groups of one type of entity. */
class TypeGroups {
  private readonly byValues: Level = new Map();
  private readonly upper: readonly string[];
  private readonly last: string | undefined;

  constructor(
    private readonly representation: Representation,
    private readonly byText: Level,
  ) {
    const { sources } = representation;
    this.upper = sources?.slice(0, -1) ?? [];
    this.last = sources?.at(-1);
  }

  /** The group that an entity is found to be of by the values that make its representation. */
  find(entity: Data): EntityGroup | undefined {
    return this.levelOf(entity)?.get(this.valueOf(entity)) as EntityGroup | undefined;
  }

  write(entity: Data): string | null | Failure {
    return this.representation.write(entity);
  }

  /** Puts an entity that is not found into the group of its representation. @returns the group if it is a new one */
  add(entity: Data, text: string): EntityGroup | null {
    const level = this.levelOf(entity);
    const known = level ? undefined : (this.byText.get(text) as EntityGroup | undefined);
    if (known) {
      known.entities.push(entity);
      return null;
    }
    const group = { text, entities: [entity] };
    if (level) level.set(this.valueOf(entity), group);
    else this.byText.set(text, group);
    return group;
  }

  /** Where groups are by the last value; null where not all values are plain. */
  private levelOf(entity: Data): Level | null {
    if (this.valueOf(entity) === undefined) return null;
    let level = this.byValues;
    for (const source of this.upper) {
      const value = plainValue(entity, source);
      if (value === undefined) return null;
      const next = (level.get(value) ?? new Map()) as Level;
      level.set(value, next);
      level = next;
    }
    return level;
  }

  private valueOf(entity: Data): unknown {
    return this.last === undefined ? undefined : plainValue(entity, this.last);
  }
}

/** A property that is no object and no list; undefined for all others. */
function plainValue(entity: Data, source: string): unknown {
  const value = getOwn(entity, source);
  return typeof value === 'object' && value !== null ? undefined : value;
}

/** Compiles the grouping of the entities of a fetch. */
export function compileGrouping(compiler: PlanCompiler, node: FetchNode): EntityGrouper {
  const represent = onlyWithKey(compiler, node, compileRepresentation(compiler.schema, node));

  return (entities, onBroken) => {
    const groups: EntityGroup[] = [];
    const groupsOf = typeGroups(represent);
    for (const entity of entities) {
      const ofType = groupsOf(typenameOf(entity));
      const known = ofType.find(entity);
      if (known) {
        known.entities.push(entity);
        continue;
      }
      // Written only when it is met for the first time: that costs many times what finding it does.
      const text = ofType.write(entity);
      if (typeof text !== 'string') {
        onBroken(entity, text);
        continue;
      }
      const added = ofType.add(entity, text);
      if (added) groups.push(added);
    }
    return groups;
  };
}

/** The groups of each type, found at once where it is that of the entity before. */
function typeGroups(represent: (typename: string | undefined) => Representation) {
  const byType = new Map<string | undefined, TypeGroups>();
  const byText: Level = new Map();
  let last: { typename: string | undefined; groups: TypeGroups } | null = null;
  return (typename: string | undefined): TypeGroups => {
    if (last && last.typename === typename) return last.groups;
    const groups = byType.get(typename) ?? new TypeGroups(represent(typename), byText);
    byType.set(typename, groups);
    last = { typename, groups };
    return groups;
  };
}
