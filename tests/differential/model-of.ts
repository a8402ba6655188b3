import { COMPOSITE, type EntityModel, type FieldModel, type Model } from './model';
import type { EntityChoice, FieldChoice, WorldPlan } from './world-plan';

/** Few names, shared by the entities, so that fields of one name have different types. */
const NAMES = ['name', 'price', 'size', 'rank', 'note', 'kin', 'tags', 'owner'];
const KINDS: readonly FieldModel['kind'][] = [
  'text',
  'number',
  'texts',
  'grid',
  'one',
  'many',
  'size',
  'any',
  'nodes',
  'derived',
  'derived',
  'derived',
];

/** The supergraph that some choices come to. */
export function modelOf(plan: WorldPlan): Model {
  const { subgraphs, hasInterface } = plan;
  const model: Model = {
    plan,
    subgraphs,
    entities: plan.entities.map((entity, index) => entityOf(plan, entity, index)),
    union: plan.union === null ? null : plan.union % subgraphs,
    hasInterface,
    interfaceObject: hasInterface && plan.hasInterfaceObject ? subgraphs : null,
  };
  model.entities.forEach((entity, index) => fillFields(model, entity, plan.entities[index]!));
  if (model.interfaceObject !== null) model.entities.forEach((entity) => addInterfaceFields(model, entity));
  model.entities.forEach((entity) => provide(model, entity));
  return model;
}

function entityOf(
  plan: WorldPlan,
  { keyStyle, isRootShared, fields }: EntityChoice,
  index: number,
): EntityModel {
  const home = index % plan.subgraphs;
  const keys = new Map<number, string[]>();
  for (let subgraph = 0; subgraph < plan.subgraphs; subgraph += 1) {
    keys.set(subgraph, keysIn(keyStyle, subgraph, home));
    if (plan.hasInterface && subgraph === 0 && !keys.get(0)!.includes('id')) keys.get(0)!.push('id');
  }
  const roots = isRootShared ? [home, (home + 1) % plan.subgraphs] : [home];
  return {
    name: `E${index}`,
    home,
    keys,
    fields: [],
    roots,
    isSkuHidden: fields.some(({ isHidden }) => isHidden),
  };
}

function keysIn(style: number, subgraph: number, home: number): string[] {
  const other = style === 1 ? 'sku' : COMPOSITE;
  if (style === 0) return ['id'];
  if (style === 2) return [COMPOSITE];
  if (subgraph === home) return [other, 'id'];
  return subgraph % 2 ? [other] : ['id'];
}

function fillFields(model: Model, entity: EntityModel, { fields }: EntityChoice): void {
  if (model.hasInterface) entity.fields.push(aField({ name: 'label', kind: 'text', type: 'String' }, 0));
  fields.forEach((choice, index) => entity.fields.push(fieldOf(model, entity, choice, index)));
}

function fieldOf(model: Model, entity: EntityModel, choice: FieldChoice, index: number): FieldModel {
  const name = NAMES[index]!;
  const kind = feasible(model, KINDS[choice.kind % KINDS.length]!);
  const owner = kind === 'any' ? model.union! : kind === 'nodes' ? 0 : choice.owner % model.subgraphs;
  const target = `E${choice.target % model.entities.length}`;
  const field = aField({ name, kind, type: typeOf(kind, target, choice.isNonNull), target }, owner);
  field.hasArguments = choice.hasArguments;
  field.isHidden = choice.isHidden && index > 0;
  if (kind === 'derived') return derived(field, entity, choice);
  field.isNonNull = choice.isNonNull && ['text', 'number', 'one'].includes(kind);
  const second = choice.second === null ? owner : choice.second % model.subgraphs;
  if (second !== owner && !['any', 'nodes'].includes(kind)) field.owners.push(second);
  else if (choice.isOverride && owner !== entity.home && isLeaf(kind)) field.overrides = entity.home;
  return field;
}

const isLeaf = (kind: FieldModel['kind']) => ['text', 'number', 'texts', 'grid'].includes(kind);

function feasible(model: Model, kind: FieldModel['kind']): FieldModel['kind'] {
  if (kind === 'any' && model.union === null) return 'one';
  return kind === 'nodes' && !model.hasInterface ? 'many' : kind;
}

function typeOf(kind: FieldModel['kind'], target: string, isNonNull: boolean): string {
  const types = { text: 'String', number: 'Int', texts: '[String]', grid: '[[Int!]]', size: 'Size' };
  if (kind === 'many') return isNonNull ? `[${target}!]` : `[${target}]`;
  const others = { one: target, any: '[Any]', nodes: '[Node]', derived: 'String', key: 'ID!' };
  return { ...types, ...others }[kind];
}

function derived(field: FieldModel, entity: EntityModel, choice: FieldChoice): FieldModel {
  const [owner] = field.owners as [number];
  const usable = entity.fields.filter(
    ({ kind, owners }) =>
      ['text', 'number', 'texts', 'size', 'derived'].includes(kind) && !owners.includes(owner),
  );
  const first = choice.target % Math.max(usable.length, 1);
  const chosen = usable.filter((_, index) => index === first || (choice.isNonNull && index === first + 1));
  field.requires = chosen.map((needed) => ({ field: needed, args: argsFor(needed) }));
  for (const { field: needed } of field.requires) {
    needed.externalIn.add(owner);
    // An error there must not take the needed field's whole entity away.
    needed.isNonNull = false;
  }
  if (field.requires.length === 0) field.kind = 'text';
  return field;
}

/** One set per field: the planner cannot tell two apart (see known-faults.ts). */
function argsFor({ name, hasArguments }: FieldModel): { n?: number } {
  return hasArguments && name.length % 2 === 0 ? { n: 3 } : {};
}

function addInterfaceFields(model: Model, entity: EntityModel): void {
  const owner = model.interfaceObject!;
  const label = entity.fields.find(({ name }) => name === 'label')!;
  label.externalIn.add(owner);
  const extra = aField({ name: 'extra', kind: 'text', type: 'String' }, owner);
  extra.hasArguments = true;
  const wide = aField({ name: 'wide', kind: 'derived', type: 'String' }, owner);
  wide.requires = [{ field: label, args: {} }];
  entity.fields.push(extra, wide, aField({ name: 'peers', kind: 'nodes', type: '[Node]' }, owner));
}

/** A reference to another subgraph's entity brings a field of it along. */
function provide({ entities }: Model, entity: EntityModel): void {
  for (const field of entity.fields) {
    const target = entities.find(({ name }) => name === field.target);
    if (!target || !['one', 'many'].includes(field.kind) || field.owners.length > 1) continue;
    const [owner] = field.owners as [number];
    const given = target.fields.find(
      ({ kind, owners, hasArguments }) => kind === 'text' && !hasArguments && !owners.includes(owner),
    );
    if (!given || given.name === 'extra') continue;
    field.provides = given.name;
    given.externalIn.add(owner);
  }
}

function aField(given: Pick<FieldModel, 'name' | 'kind' | 'type' | 'target'>, owner: number): FieldModel {
  const fresh = {
    hasArguments: false,
    isNonNull: false,
    isHidden: false,
    externalIn: new Set<number>(),
    requires: [],
  };
  return { ...given, ...fresh, owners: [owner] };
}
