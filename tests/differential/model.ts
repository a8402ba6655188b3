import type { WorldPlan } from './world-plan';

/** A field of the merged schema and where it lives. */
export interface FieldModel {
  name: string;
  kind: 'text' | 'number' | 'texts' | 'grid' | 'one' | 'many' | 'size' | 'any' | 'nodes' | 'derived' | 'key';
  type: string;
  /** The entity that `one` and `many` lead to. */
  target?: string;
  hasArguments: boolean;
  isNonNull: boolean;
  isHidden: boolean;
  /** The subgraph that the field was taken from. */
  overrides?: number;
  owners: number[];
  /** Subgraphs that state the field as external. */
  externalIn: Set<number>;
  /** What `derived` is made from. */
  requires: Requirement[];
  provides?: string;
}

/** One field of a `@requires`, with the arguments it is asked for with. */
export interface Requirement {
  field: FieldModel;
  args: { n?: number };
}

export interface EntityModel {
  name: string;
  home: number;
  /** The keys by subgraph. */
  keys: Map<number, string[]>;
  fields: FieldModel[];
  roots: number[];
  /** No client sees this key. */
  isSkuHidden: boolean;
}

/** What a world plan comes to. */
export interface Model {
  plan: WorldPlan;
  subgraphs: number;
  entities: EntityModel[];
  /** The subgraph with the union, if there is one. */
  union: number | null;
  hasInterface: boolean;
  /** The subgraph that knows the interface as an object. */
  interfaceObject: number | null;
}

/** A field that others state as external has stayed where it was. */
export const isOverridden = ({ overrides, externalIn }: FieldModel) =>
  overrides !== undefined && externalIn.size === 0;

/** The key of several fields, one of them in an object. */
export const COMPOSITE = 'org { id } code';
